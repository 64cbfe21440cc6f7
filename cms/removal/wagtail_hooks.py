from django.contrib import messages
from django.shortcuts import redirect
from wagtail import hooks

from cms.removal.redirects import RedirectForm, plan_redirects, removes_addresses


@hooks.register("before_delete_page")
def plan_redirects_of_deleted_page(request, page):
    return _plan(request, [page], is_permanent=True, with_descendants=True)


@hooks.register("before_unpublish_page")
def plan_redirects_of_unpublished_page(request, page):
    with_descendants = bool(request.POST.get("include_descendants"))
    return _plan(request, [page], is_permanent=False, with_descendants=with_descendants)


@hooks.register("before_bulk_action")
def plan_redirects_of_bulk_action(request, action_type, pages, action):
    if not removes_addresses(action):
        return None
    is_permanent = action_type == "delete"
    with_descendants = is_permanent or action.cleaned_form.cleaned_data["include_descendants"]
    return _plan(request, pages, is_permanent=is_permanent, with_descendants=with_descendants)


@hooks.register("after_delete_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_bulk_action")
def create_redirects(request, *args):
    if planned := getattr(request, "planned_redirects", None):
        planned.create()


def _plan(request, pages, **options):
    """Store the redirects that the request asks for on it. Return a redirect to the form if it is invalid."""
    if request.method != "POST":
        return None
    form = RedirectForm(pages, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["redirect_to"]))
        return redirect(request.get_full_path())
    if target := form.cleaned_data["redirect_to"]:
        request.planned_redirects = plan_redirects(pages, target, **options)
    return None
