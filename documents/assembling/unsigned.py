"""Who signs a paper that nobody has been asked to sign: a draft has the body's title and a blank above the name."""

from django.contrib.auth.models import AnonymousUser


class Nobody(AnonymousUser):
    """Holds no duty, sits in no council and uses no delegation, so that a draft never bears an onlooker's name."""

    full_name = title = ""


NOBODY = Nobody()
