"""Says what a run of ./test.sh came to: what each project took, the calls that the browser's tests caused together, what the tests
measured and why any were skipped, the slowest of them, those that failed with their reasons, and in the last line the numbers. Usage: summary.py RESULTS PROJECT..., where
RESULTS holds a result file for each project, the list of projects that ended badly (broken), and what the clouds were called for (calls)."""
import datetime, glob, json, os, sys, xml.etree.ElementTree as xml

BROWSERS = "Portal.EndToEnd"
SPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
SLOWEST = 10
REASON = 600


def seconds(duration):
    hours, minutes, rest = duration.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def moment(text):
    # More digits of a second than Python reads.
    head, _, tail = text.partition(".")
    zone = tail[tail.find("+"):] if "+" in tail else ""
    return datetime.datetime.fromisoformat(head + zone)


def read(file):
    """The outcomes of a result file, its tests with their durations, what they measured or why they were skipped, which failed and why,
    and how long all of it took."""
    root = xml.parse(file).getroot()
    count, tests, measured, failures = {"passed": 0, "failed": 0, "skipped": 0}, [], [], []
    for result in root.iter(SPACE + "UnitTestResult"):
        outcome = {"Passed": "passed", "NotExecuted": "skipped"}.get(result.get("outcome"), "failed")
        count[outcome] += 1
        if outcome == "failed":
            message = (result.findtext(f"{SPACE}Output/{SPACE}ErrorInfo/{SPACE}Message") or "no reason told").strip().splitlines()
            failures.append(f"failed: {result.get('testName', '')}: {' | '.join(line.strip() for line in message if line.strip())[:REASON]}")
        tests.append((seconds(result.get("duration", "00:00:00")), result.get("testName", "")))
        written = result.findtext(f"{SPACE}Output/{SPACE}StdOut") or ""
        if result.get("outcome") == "NotExecuted":
            reason = written or result.findtext(f"{SPACE}Output/{SPACE}ErrorInfo/{SPACE}Message") or "no reason told"
            measured.append(f"skipped: {result.get('testName', '')}: {reason.strip()}")
        measured += [line for line in written.splitlines() if line.startswith("measured: ")]
    times = root.find(SPACE + "Times")
    took = (moment(times.get("finish")) - moment(times.get("start"))).total_seconds() if times is not None else 0
    return count, tests, measured, failures, took


def matrix(folder):
    """A table of what the clouds were called for, and what no test has caused."""
    operations = json.load(open(os.path.join(folder, "operations.json")))
    calls = [call for file in glob.glob(os.path.join(folder, "cloud-*.json")) for call in json.load(open(file))]
    table = ["| operation | done by people | in the background | refused | unclear | successful |", "| --- | --- | --- | --- | --- | --- |"]
    missing = []
    for operation in operations:
        name = operation["id"]
        all_calls = [call for call in calls if call["operation"] == name]
        people = [call["status"] for call in all_calls if call["byPerson"]]
        seen = {
            "refused": sum(status is not None and 400 <= status < 500 for status in people),
            "unclear": sum(status is None or status >= 500 for status in people),
            "successful": sum(status is not None and 200 <= status < 300 for status in people),
        }
        table.append(f"| {name} | {len(people)} | {len(all_calls) - len(people)} | {seen['refused']} | {seen['unclear']} | {seen['successful']} |")
        if not all_calls:
            missing.append(f"{name}: never caused")
        elif operation["changes"]:
            missing += [f"{name}: never {what}" for what, times in seen.items() if times == 0]
    return table, missing


def main(results, projects):
    broken = open(f"{results}/broken").read().split() if os.path.exists(f"{results}/broken") else []
    total, every, figures, failed = {"passed": 0, "failed": 0, "skipped": 0}, [], [], []
    browsers_passed = False
    print()
    for project in projects:
        name = os.path.basename(project).removesuffix(".csproj")
        count, tests, measured, failures, took, note = {"passed": 0, "failed": 0, "skipped": 0}, [], [], [], 0, ""
        try:
            count, tests, measured, failures, took = read(f"{results}/{name}.trx")
        except (OSError, xml.ParseError):
            note = ", left no result"
        if count["failed"] == 0 and (note or name in broken or count["passed"] == 0):
            count["failed"], note = 1, note or (", ended badly" if name in broken else ", ran no test")
            failures = [f"failed: {name}{note}"]
        print(f"{name}: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped in {took:.0f} s{note}")
        every += tests
        figures += measured
        failed += failures
        browsers_passed |= name == BROWSERS and count["failed"] == 0
        for key, value in count.items():
            total[key] += value

    calls = f"{results}/calls"
    if browsers_passed and os.path.exists(f"{calls}/operations.json"):
        table, missing = matrix(calls)
        with open(f"{results}/matrix.md", "w") as file:
            file.write("\n".join(table) + "\n")
        total["failed" if missing else "passed"] += 1
        failed += [f"failed: the browser's tests caused not all calls: {'; '.join(missing)}"] if missing else []
        print(f"Calls that the browser's tests caused ({results}/matrix.md): {'; '.join(missing) or 'every operation; every change refused, unclear and successful'}")
    else:
        print("Calls that the browser's tests caused: not judged, because not all of these tests passed")

    for line in figures:
        print(line)
    print("The slowest tests:")
    for duration, test in sorted(every, reverse=True)[:SLOWEST]:
        print(f"{duration:7.1f} s  {test}")
    for line in failed:
        print(line)
    print(f"{total['passed']} passed, {total['failed']} failed" + (f", {total['skipped']} skipped" if total["skipped"] else ""))
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
