"""What Django says at its start when papers cannot be printed here; the site itself starts all the same."""

from django.core.checks import Warning, register

from documents import fonts
from documents.rendering import check_rendering


@register("papers")
def papers_can_be_printed(app_configs, **kwargs) -> list[Warning]:
    """One sentence with the command that helps, or nothing."""
    problem = check_rendering() or fonts.problem()
    return [Warning(problem, id="documents.W001")] if problem else []
