"""What is fetched before anybody can shop: a browser to drive, and what draws the Allure report."""
