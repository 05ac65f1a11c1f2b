"""Static files with hashed names; only what pages use is collected from third-party packages."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStatic(ManifestStaticFilesStorage):
    """Names carry a hash of the content, so browsers may keep files for ever.

    Source maps are left out of the packages we take from, so their comments are not followed.
    """

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",
                (r"""(?P<matched>@import\s*(['"])\s*(?P<url>.*?)\2)""", """@import url("%(url)s")"""),
            ),
        ),
    )
