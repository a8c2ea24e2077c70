"""From a draft to a timeline: the only place that knows both vocabularies."""

from cutroom.compiler.compile import Compiled, compile_draft
from cutroom.compiler.limits import CompileLimits

__all__ = ["CompileLimits", "Compiled", "compile_draft"]
