"""Commit hook: the first line is a conventional commit of 100 characters at most."""

import re
import sys
from pathlib import Path

PATTERN = re.compile(r"(feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert)(\([\w-]+\))?!?: \S.{0,98}$")


def main() -> int:
    """0 when the message is well formed; the message's file is the first argument."""
    first = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[0]
    if PATTERN.match(first) and len(first) <= 100:
        return 0
    print("Commit message: `type(scope): subject`, 100 characters at most (feat, fix, docs, test, refactor, perf…).")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
