"""The kit for a new workshop: a name in, the files of a plugin distribution out.

Rules of this package

- It is pure: what it gives is a mapping of paths to texts. Whoever calls it writes them.
- What it gives passes `skillcert.testing.check_plugin` as it is, in every language, so an author
  begins with something that works and changes it piece by piece.
- The texts are templates in the folder `kit` beside this file. Whatever is an example in them says
  so, in a comment in the language of the file.
"""

from skillcert.scaffold.files import workshop_files
from skillcert.scaffold.names import distribution_of

__all__ = ["distribution_of", "workshop_files"]
