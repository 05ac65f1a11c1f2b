"""To come."""

from django.http import HttpResponse


def page(request, *args, **kwargs):
    return HttpResponse("")


facts = facts_result = part = plan = plan_item = plan_many = appraisal = appraisals = attachment = page
