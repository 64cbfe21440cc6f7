pytest_plugins = ["cms.testing.fixtures"]
