from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our viewsets."""

    user_viewset = "cms.accounts.admin.viewsets.UserViewSet"
    group_viewset = "cms.accounts.admin.groups.GroupViewSet"
