"""How Sphinx builds these pages: the guides as they stand, the reference from the docstrings.

`tools/build_docs.py` calls it. Nothing is fetched: no inventory of another project, no font, no
script of another host.
"""

from __future__ import annotations

import enum
import importlib
import pkgutil
import re
from functools import cache
from typing import Any

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.roles import XRefRole

import skillcert

project = "skillcert"
author = "The skillcert developers"
project_copyright = author
release = version = skillcert.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
# A warning is a fault (`-W`), also of a name that is written as code and does not exist.
nitpicky = True
# Names that a package lends from its modules are found in both places, which say the same.
suppress_warnings = ["ref.python"]
# The types of Python and of the libraries; without their inventories there is nothing to link to.
nitpick_ignore_regex = [("py:.*", r"(?!skillcert\b).*")]

myst_heading_anchors = 3
default_role = "code-or-link"

autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "exclude-members": "__init__"}
maximum_signature_line_length = 76
add_module_names = False
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_attr_annotations = True
napoleon_use_ivar = True
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "skillcert"
html_static_path = ["_static"]
html_css_files = ["pages.css", "print.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    # The fonts of the machine: nothing is fetched when a page is read.
    "light_css_variables": {"color-brand-primary": "#1f4e5f", "color-brand-content": "#1f5f78"},
    "dark_css_variables": {"color-brand-primary": "#8fc7dc", "color-brand-content": "#8fc7dc"},
    "top_of_page_buttons": [],
}

# Where a page is deeper, "../" stays in the documentation.
_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./(?!adr/|reference/)[^)]*\)")
_INDENTED = re.compile(r"(?<=[.:\w])\n\n(?=    (?!>>>)\S)")
_DECISIONS = "\n```{toctree}\n:hidden:\n:glob:\n\n0*\n```\n"


@cache
def public_modules() -> tuple[str, ...]:
    """Return the names of the library's public modules; the command line has its own help."""
    found = (module.name for module in pkgutil.iter_modules(skillcert.__path__))
    return tuple(f"skillcert.{name}" for name in found if name != "cli" and name[0] != "_")


@cache
def public_names() -> dict[str, str]:
    """Return where each public object is told of, by where it is defined."""
    names = {}
    for module_name in public_modules():
        module = importlib.import_module(module_name)
        for name in module.__all__:
            home = _home(module, name)
            names[f"{home}.{name}"] = f"{module_name}.{name}"
    return names


def _home(module: Any, name: str) -> str:
    """Return the module in which a name of *module* is defined."""
    home = getattr(getattr(module, name), "__module__", None) or ""
    if home.startswith("skillcert"):
        return home
    # A constant does not say where it comes from; the module below that gives it the name does.
    for below in pkgutil.iter_modules(getattr(module, "__path__", ())):
        full = f"{module.__name__}.{below.name}"
        analyzer = ModuleAnalyzer.for_module(full)
        analyzer.analyze()
        if ("", name) in analyzer.attr_docs:
            return full
    return str(module.__name__)


def lend_words(_app: Sphinx) -> None:
    """Give a package the words that stand under a constant in the module that it takes it from."""
    for defined, public in public_names().items():
        home, _, name = defined.rpartition(".")
        package = public.rpartition(".")[0]
        theirs, ours = ModuleAnalyzer.for_module(home), ModuleAnalyzer.for_module(package)
        theirs.analyze()
        ours.analyze()
        if ("", name) in theirs.attr_docs:
            ours.attr_docs.setdefault(("", name), theirs.attr_docs["", name])


class CodeOrLink(XRefRole):
    """What stands between single backticks in a docstring: a link to a public name, else code."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: ARG002
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Look the name up where the docstring stands, and do not mind if it is none."""
        refnode["refdomain"], refnode["reftype"] = "py", "obj"
        refnode["py:module"] = env.ref_context.get("py:module")
        refnode["py:class"] = env.ref_context.get("py:class")
        refnode["may_be_code"] = True
        return title, target


def find_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> Element | None:
    """Find a name that stands where it is defined, or alone, at the place where it is public."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    names = public_names()
    public = names.get(target) or next(
        (name for name in names.values() if name.rpartition(".")[2] == target), None
    )
    if public is not None:
        domain = env.domains.python_domain
        return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", public, node, contnode)
    return contnode if node.get("may_be_code") or _is_inner(target) else None


def _is_inner(target: str) -> bool:
    """Say whether a name exists in the library without being public: a type of a signature."""
    if not target.startswith("skillcert."):
        return False
    try:
        pkgutil.resolve_name(target)
    except (ImportError, AttributeError):
        return False
    return True


def adapt_source(_app: Sphinx, page: str, source: list[str]) -> None:
    """Make a page that is written for a repository's pages, too, fit for the site.

    Links to files that are no pages become their words, and the list of decisions gets its pages.
    """
    source[0] = _OUTSIDE.sub(r"\1", source[0])
    if page == "adr/README":
        source[0] += _DECISIONS


def keep_choices(
    _app: Sphinx, _kind: str, _name: str, member: object, _skip: bool, _options: object
) -> bool | None:
    """Keep the members of an enumeration that explain themselves and have no docstring."""
    return False if isinstance(member, enum.Enum) else None


def mark_code(
    _app: Sphinx, kind: str, _name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Mark what stands indented in a module's docstring as the code that it is."""
    if kind == "module":
        text = "\n".join(lines)
        lines[:] = _INDENTED.sub("\n\n.. code-block:: python\n\n", text).split("\n")


def no_arguments(
    _app: Sphinx, _kind: str, _name: str, value: object, _options: object, *_signature: object
) -> tuple[str, str] | None:
    """Show an enumeration without arguments: nobody makes one."""
    return ("", "") if isinstance(value, enum.EnumMeta) else None


def own_language(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Say in the HTML which language a translated page is in."""
    context["language"] = (context.get("meta") or {}).get("lang", "en")


# "Variables" is Sphinx's word; the docstrings say what they are.
for field in PyObject.doc_field_types:
    if field.name == "variable":
        field.label = "Attributes"


def setup(app: Sphinx) -> None:
    """Connect the functions above."""
    app.add_role("code-or-link", CodeOrLink(innernodeclass=nodes.literal))
    app.connect("builder-inited", lend_words)
    app.connect("missing-reference", find_name)
    app.connect("source-read", adapt_source)
    app.connect("autodoc-skip-member", keep_choices)
    app.connect("autodoc-process-docstring", mark_code)
    app.connect("autodoc-process-signature", no_arguments)
    app.connect("html-page-context", own_language)
