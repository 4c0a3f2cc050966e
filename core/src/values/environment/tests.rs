use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Api, Environment, ipv4, ipv6_is_loopback};

#[test]
fn names_the_hosts_of_doku() {
    // DOKU, RDL Registration and Partner API overview: API endpoints.
    for (name, partner, rdl) in [
        ("test", "https://api-uat.doku.com", "https://api-sandbox.doku.com"),
        ("production", "https://api.doku.com", "https://api.doku.com"),
    ] {
        let environment = Environment::parse(name).unwrap();
        assert_eq!(environment.base_url(Api::Partner), partner);
        assert_eq!(environment.base_url(Api::Rdl), rdl);
    }
}

#[test]
fn rejects_other_names() {
    for (name, code) in [
        ("", "required"),
        ("Test", "not_in_list"),
        ("TEST", "not_in_list"),
        (" test", "not_in_list"),
        ("test\n", "not_in_list"),
        ("sandbox", "not_in_list"),
        ("prod", "not_in_list"),
        ("https://api.doku.com", "not_in_list"),
    ] {
        assert_eq!(refused(Environment::parse(name), "environment"), code, "{name:?}");
    }
}

#[test]
fn accepts_base_urls() {
    for url in [
        "http://127.0.0.1:8787",
        "https://127.0.0.1",
        "https://api.doku.com",
        "https://api-sandbox.doku.com:443",
        "http://localhost",
        "http://localhost:1",
        "http://localhost:65535",
        "https://doku_simulator:8080",
        "http://127.9.9.9:1",
        "http://LocalHost",
        "http://[::1]",
        "http://[::1]:8787",
        "https://[2001:db8::ff00:42:8329]",
        "https://[2001:DB8:0:0:0:ff00:42:8329]:443",
        "https://[::ffff:192.0.2.1]",
    ] {
        let own = Environment::at(url).unwrap();
        assert_eq!(own.base_url(Api::Rdl), url);
        assert_eq!(own.base_url(Api::Partner), url);
        let with_slash = Environment::at(&format!("{url}/")).unwrap();
        assert_eq!(with_slash, own, "one slash at the end is not a path");
    }
}

#[test]
fn rejects_other_base_urls() {
    assert_eq!(refused(Environment::at(""), "base_url"), "required");
    for url in [
        " ",
        "/",
        "http://",
        "http:///",
        "https:///path",
        "http:/localhost",
        "localhost",
        "localhost:8787",
        "//localhost",
        "ftp://localhost",
        "HTTP://localhost",
        "ws://localhost",
        "http://localhost//",
        "http://localhost/path",
        "http://localhost/path/",
        "http://localhost?query",
        "http://localhost/?query",
        "http://localhost#fragment",
        "http://user@localhost",
        "http://user:password@localhost",
        "http://:password@localhost",
        "http://local host",
        " http://localhost",
        "http://localhost ",
        "http://localhost\n",
        "http://localhost\\",
        "http://dokü.com",
        "http://%6cocalhost",
        "http://:8787",
        "http://localhost:",
        "http://localhost:/",
        "http://localhost:0",
        "http://localhost:65536",
        "http://localhost:+80",
        "http://localhost:-1",
        "http://localhost:8 0",
        "http://localhost:http",
        "http://localhost:80:80",
        "http://::1",
        "http://[]",
        "http://[::1",
        "http://::1]",
        "http://[::1]8787",
        "http://[::1]:",
        "http://[::1]:0",
        "http://[::1]:+80",
        "http://[::1]x:80",
        "http://[[::1]]",
        "http://[::g]",
        "http://[localhost]",
        "http://[1:2:3:4:5:6:7:8:9]",
        "http://[:::]",
        "http://[fe80::1%eth0]",
    ] {
        assert_eq!(refused(Environment::at(url), "base_url"), "bad_format", "{url:?}");
    }
}

#[test]
fn allows_plain_http_to_other_machines_only_when_told_to() {
    for url in [
        "http://api.doku.com",
        "http://10.0.2.2:8787",
        "http://0.0.0.0",
        "http://[2001:db8::1]",
        "http://localhost.example",
        "http://127.0.0.1.example",
    ] {
        assert_eq!(refused(Environment::at(url), "base_url"), "bad_format", "{url}");
        let allowed = Environment::at_plain_http(url).unwrap();
        assert_eq!(allowed.base_url(Api::Rdl), url);
    }
    assert_eq!(refused(Environment::at_plain_http("ftp://a"), "base_url"), "bad_format");
}

#[test]
fn names_the_place_of_a_url() {
    let error = Environment::parse("https://api.doku.com").unwrap_err();
    assert!(error.detail().contains("baseUrl"), "{}", error.detail());
}

fn refused(result: Result<Environment, crate::Error>, path: &str) -> &'static str {
    let error = result.unwrap_err();
    assert_eq!(error.code().as_str(), "invalid_config");
    assert_eq!(error.violations().len(), 1);
    assert_eq!(error.violations()[0].path, path);
    error.violations()[0].code.as_str()
}

#[test]
fn reads_addresses_as_the_standard_library_does() {
    let parts = [
        "",
        "0",
        "1",
        "01",
        "a",
        "ffff",
        "10000",
        "::",
        ":",
        "127.0.0.1",
        "256.1.1.1",
        "1.2.3",
        "+1",
        "g",
    ];
    let mut seed = 1_u64;
    let mut pick = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % most
    };
    let mut addresses = 0;
    for _ in 0..200_000 {
        let words: Vec<&str> = (0..=pick(8)).map(|_| parts[pick(parts.len())]).collect();
        for text in [words.join(":"), words.join("."), words.concat()] {
            let known = text.parse::<Ipv6Addr>().ok().map(|ip| ip.is_loopback());
            assert_eq!(ipv6_is_loopback(&text), known, "{text}");
            let known = text.parse::<Ipv4Addr>().ok().map(|ip| ip.octets());
            assert_eq!(ipv4(&text), known, "{text}");
            addresses += usize::from(ipv6_is_loopback(&text).is_some());
        }
    }
    assert!(addresses > 1000, "{addresses}");
    for text in [
        "::1",
        "0:0:0:0:0:0:0:1",
        "::0.0.0.1",
        "1::",
        "::",
        "::1:0",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
    ] {
        let known = text.parse::<Ipv6Addr>().unwrap().is_loopback();
        assert_eq!(ipv6_is_loopback(text), Some(known), "{text}");
    }
}
