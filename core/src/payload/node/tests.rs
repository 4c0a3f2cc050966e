use super::Node;

#[test]
fn reads_values_where_they_stand() {
    let json = r#"{"a":{"b":[1,{"c":"x"},"y\n"]},"\u0064":true,"n":-7,"z":null,"a":2}"#;
    let node = Node::of(json);
    let items: Vec<_> = node.get("a").get("b").items().collect();
    assert_eq!(
        items.iter().map(|item| item.json()).collect::<Vec<_>>(),
        ["1", r#"{"c":"x"}"#, r#""y\n""#]
    );
    assert_eq!(items[1].get("c").text().as_deref(), Some("x"));
    assert_eq!(items[2].text().as_deref(), Some("y\n"));
    assert!(node.get("d").is_true());
    assert_eq!(node.get("n").number(), Some(-7));
}

#[test]
fn takes_what_is_absent_or_of_another_type_for_nothing() {
    let node = Node::of(r#"{"z":null,"n":1.5,"t":"true"}"#);
    for absent in [node.get("z"), node.get("y"), node.get("n").get("z"), node.get("z").get("z")] {
        assert_eq!(absent.given(), None);
        assert_eq!(absent.text(), None);
        assert_eq!(absent.items().count(), 0);
    }
    assert_eq!(node.get("n").number(), None);
    assert_eq!(node.get("t").number(), None);
    assert!(!node.get("t").is_true());
    assert!(node.get("n").given().is_some());
}
