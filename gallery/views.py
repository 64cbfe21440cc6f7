"""Admin views of the gallery."""

from wagtail.images.views.chooser import ImageChosenResponseMixin
from wagtail.images.views.multiple import AddView


class UploadPhotographView(ImageChosenResponseMixin, AddView):
    """Store one of several photographs that are uploaded in the editor of a case. Return what its chooser shows."""

    http_method_names = ["post"]

    def save_object(self, form):
        """Mark the image as a patient's from the start, so that nothing shows it without a consent."""
        form.instance.shows_patient = True
        return super().save_object(form)

    def get_upload_form_class(self):
        """Return Wagtail's form, which stores the image in the first collection of the user unless told otherwise."""
        collections = self.permission_policy.collections_user_has_permission_for(self.request.user, "add")
        form_class = super().get_upload_form_class()

        class UploadForm(form_class):
            def __init__(self, data, *args, **kwargs):
                data["collection"] = data["collection"] or collections.first().pk
                super().__init__(data, *args, **kwargs)

        return UploadForm

    def get_edit_object_response_data(self):
        return {"success": True, "image": self.get_chosen_response_data(self.object)}
