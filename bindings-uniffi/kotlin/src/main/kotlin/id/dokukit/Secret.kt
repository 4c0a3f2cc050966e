package id.dokukit

/**
 * A bearer token or a brand's key: [expose] is the one way to its text.
 *
 * Nothing prints it, and serialisers that look at fields find none. Two are equal when their texts
 * are; how long that takes to find out does not depend on where they differ.
 */
class Secret(text: String) {
    @Transient
    private val text = text

    /** The text itself, for the one place that needs it. */
    fun expose(): String = text

    override fun equals(other: Any?) = other is Secret && other.text.length == text.length &&
        text.indices.fold(0) { difference, i -> difference or (text[i].code xor other.text[i].code) } == 0

    override fun hashCode() = text.hashCode()

    override fun toString() = "[redacted]"
}
