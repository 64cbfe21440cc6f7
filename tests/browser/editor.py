"""What staff do in the editor of a page, and its preview panel."""


def edit(staff, title):
    """Open the editor of the page with this title."""
    answer = staff.request.get("/api/v2/pages/", params={"search": title, "fields": "title"}).json()
    (found,) = [item for item in answer["items"] if item["title"] == title]
    staff.goto(f"/admin/pages/{found['id']}/edit/")
    return found["id"]


def panel(staff):
    """The frame of the preview panel, whichever of the two that take turns is shown."""
    return staff.frame_locator("#w-preview-iframe")


def open_panel(staff):
    staff.get_by_role("button", name="Toggle preview").click()


def write_title(staff, title):
    """Type slowly: what is there after two seconds or so, the editor takes for what it was at first."""
    staff.locator("[name=title]").clear()
    staff.locator("[name=title]").press_sequentially(title, delay=200)
