use super::read;
use crate::run::counts::Counts;

#[track_caller]
fn counts(text: &str, passed: u64, failed: u64) {
    match read(text) {
        Ok(counts) => assert_eq!(counts, Counts { passed, failed }),
        Err(error) => panic!("{error:#}"),
    }
}

#[track_caller]
fn rejects(text: &str, reason: &str) {
    let error = read(text).err().map_or_else(String::new, |error| format!("{error:#}"));
    assert!(error.contains(reason), "{error}");
}

/// `node --test --test-reporter=junit`: top-level tests stand beside suites.
#[test]
fn reads_node() {
    let report = r#"<?xml version="1.0" encoding="utf-8"?>
<testsuites>
	<testcase name="a" time="0.001060" classname="test"/>
	<testcase name="b" time="0.000253" classname="test" failure="x">
		<failure type="testCodeFailure" message="x">
[Error [ERR_TEST_FAILURE]: x] { cause: at &lt;anonymous> }
		</failure>
	</testcase>
	<testsuite name="s" time="0.000553" disabled="0" errors="0" tests="2" failures="1" skipped="0" hostname="h">
		<testcase name="in s" time="0.000193" classname="test"/>
		<testcase name="in s, bad" time="0.000101" classname="test" failure="bad">
			<failure type="cancelledByParent" message="bad"></failure>
		</testcase>
	</testsuite>
	<!-- tests 5 -->
</testsuites>"#;
    counts(report, 2, 2);
}

/// Node passes them through, which XML forbids.
#[test]
fn a_control_character_in_a_message_does_not_hide_the_counts() {
    let report = "<testsuites><testcase name='a \u{0}'>\
                  <failure message='\u{1b}[31m'>\u{1b}[39m\u{7f}</failure></testcase>\
                  <testcase name='b'/>\n</testsuites>";
    counts(report, 1, 1);
}

#[test]
fn reads_pytest() {
    let report = r#"<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite
name="pytest" errors="1" failures="1" skipped="0" tests="4" time="0.1" timestamp="t" hostname="h">
<testcase classname="tests.test_a" name="test_one" time="0.001" /><testcase classname="tests.test_a"
name="test_many[a-1]" time="0.001" /><testcase classname="tests.test_a" name="test_two" time="0.001"><failure
message="assert 1 == 2">def test_two(): ...</failure></testcase><testcase classname="" name="tests.test_b"
time="0.000"><error message="collection failure">ImportError</error></testcase></testsuite></testsuites>"#;
    counts(report, 2, 2);
}

#[test]
fn reads_surefire() {
    let report = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="id.dokukit.ATest"
    time="0.1" tests="3" errors="1" skipped="0" failures="1">
  <properties><property name="java.version" value="17"/></properties>
  <testcase name="one" classname="id.dokukit.ATest" time="0.01"><system-out><![CDATA[text]]></system-out></testcase>
  <testcase name="two" classname="id.dokukit.ATest" time="0.01"><failure message="m" type="t"><![CDATA[at]]></failure></testcase>
  <testcase name="three" classname="id.dokukit.ATest" time="0.01"><error type="t"/></testcase>
</testsuite>"#;
    counts(report, 1, 2);
}

#[test]
fn reads_swift() {
    let report = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="TestResults" errors="0" tests="3" failures="1" skipped="0" time="0.01">
    <testcase classname="DokuKitTests" name="a()" time="0.001" />
    <testcase classname="DokuKitTests.Suite" name="b(argument:)" time="0.001" />
    <testcase classname="DokuKitTests" name="c()" time="0.001"><failure message="Expectation failed" /></testcase>
  </testsuite>
</testsuites>"#;
    counts(report, 2, 1);
}

#[test]
fn a_skipped_test_has_not_passed() {
    let suite = |inside: &str| format!("<testsuite tests='2' skipped='1'>{inside}</testsuite>");
    counts(&suite("<testcase name='a'/><testcase name='b'><skipped/></testcase>"), 1, 1);
    let todo = "<testcase name='a'><skipped type='todo'/><failure/></testcase><testcase name='b'/>";
    counts(&suite(todo), 1, 1);
}

#[test]
fn an_empty_report_counts_none() {
    counts("<testsuites/>", 0, 0);
    counts("<testsuites><testsuite tests='0'/></testsuites>", 0, 0);
}

#[test]
fn rejects_what_is_no_report() {
    for text in [
        "",
        "ok 1 - a test\n",
        "<testsuites><testcase name='a'/>",
        "<testsuites><testcase name='a'></testsuites>",
        "<testsuites/><testsuites/>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><testsuites>&b;</testsuites>",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    rejects("<html><testcase name='a'/></html>", "expected testsuites or testsuite, got html");
}

#[test]
fn rejects_a_report_that_lacks_what_it_announces() {
    rejects(
        "<testsuite name='s' tests='2'><testcase/></testsuite>",
        "announces 2 tests and holds 1",
    );
    let one = "<testcase/><testcase><error/></testcase>";
    let suite = |attributes: &str| format!("<testsuite tests='2' {attributes}>{one}</testsuite>");
    rejects(&suite("failures='1' errors='1'"), "announces 2 failures and holds 1");
    rejects(&suite("failures='-1'"), "failures is no number");
    rejects("<testsuites><testsuite tests='1'/><testcase/></testsuites>", "holds 0");
}
