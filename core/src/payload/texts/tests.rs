use super::Texts;

#[test]
fn keeps_each_text_once_and_in_order() {
    let mut texts = Texts::default();
    let indices = ["b", "a", "b", "", "a", "c"].map(|text| texts.add(text));
    assert_eq!(indices, [0, 1, 0, 2, 1, 3]);
    assert_eq!(texts.all(), ["b", "a", "", "c"]);
    assert_eq!(["c", "", "d"].map(|text| texts.index_of(text)), [Some(3), Some(2), None]);
}
