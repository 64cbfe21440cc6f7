from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our viewset."""

    user_viewset = "cms.accounts.admin.viewsets.UserViewSet"
