"""One module for each tool that makes the certificate of `makers.paper`.

Each has a class `Maker` with a method `make(paper) -> bytes`. A maker keeps between two papers what
its tool lets it keep (parsed fonts, a compiler, a style sheet), as a programme that prints a batch
would.
"""
