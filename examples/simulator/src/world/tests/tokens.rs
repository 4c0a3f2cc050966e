use super::*;

fn status_of(world: &mut World, authorization: Option<&str>) -> u16 {
    let mut request = Tester::new(PARTNER).upload("t", "PHOTO_PROOF", None);
    request.headers.retain(|header| header.name != "Authorization");
    request.headers.extend(authorization.map(|value| Header::new("Authorization", value)));
    world.handle(&request, NOW).status
}

#[test]
fn a_token_says_whose_it_is_and_how_long() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    for (body, seconds) in [("{}", 300), (r#"{"valid_time":"360"}"#, 21_600)] {
        let prepared = tester.prepare("generate_token", body, &format!("id-{seconds}"));
        let prepared = PreparedRequest { ..prepared };
        let outgoing = world.handle(&incoming(&prepared), NOW);
        let answer = read::<dokukit::GenerateToken>(&tester, &prepared, &outgoing);
        assert_eq!((answer.issued_at, answer.expires_at), (Some(NOW), Some(NOW + seconds)));
    }
    let (path, body) = ("/adv-core-api/partner/v1.0/token", br#"{"valid_time":"5"}"#);
    assert_eq!(tester.send_raw(&mut world, "POST", path, body).status, 400);
}

#[test]
fn a_token_serves_until_it_expires() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = format!("Bearer {}", tester.token(&mut world, "5"));
    assert_eq!(status_of(&mut world, Some(&token)), 200);
    admin(&mut world, "/_sim/clock", r#"{"advance":299}"#);
    assert_eq!(status_of(&mut world, Some(&token)), 200);
    admin(&mut world, "/_sim/clock", r#"{"advance":1}"#);
    assert_eq!(status_of(&mut world, Some(&token)), 401);
    assert_eq!(world.state.files.len(), 2);
}

#[test]
fn anything_else_is_no_token() {
    let (tester, mut world) = (Tester::new(PARTNER), world());
    let token = tester.token(&mut world, "5");
    let parts: Vec<&str> = token.split('.').collect();
    let other = Tester::new(OTHER).token(&mut world, "5");
    let others: Vec<&str> = other.split('.').collect();
    for authorization in [
        None,
        Some(String::new()),
        Some("Bearer ".to_owned()),
        Some("Bearer a.b.c".to_owned()),
        Some(format!("Basic {token}")),
        Some(format!("Bearer {}.{}.", parts[0], parts[1])),
        Some(format!("Bearer {}.{}.{}", parts[0], parts[1], others[2])),
        Some(format!("Bearer {}.{}.{}", parts[0], others[1], parts[2])),
    ] {
        assert_eq!(status_of(&mut world, authorization.as_deref()), 401, "{authorization:?}");
    }
    assert!(world.state.files.is_empty());
}
