"""The measurement as a table for a person."""

from __future__ import annotations

from typing import Any

from bench.sizes import spread

MB = 1e6


def table(result: dict[str, Any]) -> str:
    """All nights as text."""
    about, options = result["machine"], result["options"]
    lines = [
        f"{options['count']} portals, {about['cpus']} cores, Python {about['python']}, commit"
        f" {about['commit']}, {about['measured_at']}, load before {about['load_before']:.1f}",
        f"options {options}",
    ]
    before: dict[str, int] = {}
    for night in result["nights"]:
        lines += ["", *_night(night, before)]
        before = night["sizes"]
    return "\n".join(lines)


def _night(night: dict[str, Any], before: dict[str, int]) -> list[str]:
    groups = night["groups"]
    total = {key: sum(one[key] for one in groups) for key in ("cpu", "requests", "pages", "bytes")}
    lines = [
        f"night {night['run']}: status {night['status']}, wall {night['wall']:.1f} s,"
        f" CPU crawl processes {total['cpu']:.1f} s, parent {night['cpu']:.1f} s,"
        f" servers (all nights so far) {night['server']['cpu_so_far']:.1f} s",
        f"  requests {total['requests']}, pages {total['pages']},"
        f" fetched {total['bytes'] / MB:.1f} MB, mails {night['mails']}"
        f" ({night['mail_bytes'] / MB:.2f} MB), errors {sum(one['errors'] for one in groups)}",
        f"  parent peak memory {night['peak_rss'] / MB:.0f} MB",
        "  step              calls     wall s    CPU s   resident MB   peak MB",
    ]
    for name, row in night["steps"].items():
        lines.append(
            f"  {name:<16} {row['calls']:>6.0f} {row['wall']:>10.2f} {row['cpu']:>8.2f}"
            f" {row['rss_after'] / MB:>13.0f} {row['peak_after'] / MB:>9.0f}"
        )
    lines.append("  per group          median        p95        max        sum")
    for key, unit in (
        ("requests", 1), ("pages", 1), ("records", 1), ("seconds", 1), ("cpu", 1),
        ("bytes", MB), ("peak_rss", MB), ("private", MB),
    ):  # fmt: skip
        row = spread(one[key] / unit for one in groups)
        shown = " ".join(f"{row[name]:>10.2f}" for name in ("median", "p95", "max", "sum"))
        lines.append(f"  {key:<16} {shown}")
    lines.append("  size                    MB     grown MB")
    for name, size in night["sizes"].items():
        grown = (size - before.get(name, 0)) / MB
        lines.append(f"  {name:<20} {size / MB:>8.2f} {grown:>10.2f}")
    return lines
