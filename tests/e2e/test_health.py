def test_browser_meets_a_healthy_server(page, live_server):
    page.goto(f"{live_server.url}/healthz")
    assert page.locator("body").inner_text() == "ok\n"
