from wagtail import hooks

from .userbar import check_across_hosts
from .views import preview_by_front_end

hooks.register("preview_page", preview_by_front_end)
hooks.register("construct_wagtail_userbar", check_across_hosts)
