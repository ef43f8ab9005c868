"""For the tests of a plugin: the conformance suite, and records to try it with.

    from skillcert.testing import check_plugin

    def test_conforms() -> None:
        check_plugin("skillcert_bicycle")

Rules of this package

- `check_plugin` asks for nothing that `skillcert.plugins` does not ask for or promise, and reports
  every fault at once.
- A made record follows the rubric's own rules: its sign-offs carry the level that was asked for.
"""

from skillcert.testing.conformance import check_plugin
from skillcert.testing.records import make_question, make_record, make_request

__all__ = ["check_plugin", "make_question", "make_record", "make_request"]
