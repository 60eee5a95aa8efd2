using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Functions.Http.Site;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_a_path_is_none_of_ours : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("site").FullName;
    private PipelineApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        Write("wwwroot/index.html", "<!doctype html><title>选择</title>");
        Write("wwwroot/pass.html", "<!doctype html><title>人才码</title>");
        Write("wwwroot/not-found.html", "<!doctype html><title>没有这个页面</title>");
        Write("wwwroot/assets/app.js", "// app");
        Write("wwwroot/assets/fonts/a.woff2", "font");
        Write("wwwroot/assets/hall/camera-worker.js", "// camera");
        Write("wwwroot/assets/large.js", new string('x', 50_000));
        Write("wwwroot/assets/lib/large.wasm", new string('x', 50_000));
        Write("wwwroot/assets/lib/pdfjs-dist/legacy/build/pdf.worker.min.mjs", "// pdf");
        Write("wwwroot/assets/desk.js", "// desk");
        Write("wwwroot/assets/lib/small.js", "// small");
        Write("wwwroot/assets/notes.txt", "not served");
        Write("wwwroot/assets/page.html", "not served");
        Write("wwwroot/worker.js", "const site = \"site\";");
        Write("wwwroot/other.js", "not served");
        Write("secret.js", "not served");
        _app = await PipelineApp.StartAsync(builder => builder.Services.AddSingleton(new SiteFiles(Path.Combine(_root, "wwwroot"))));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/pass", "text/html; charset=utf-8")]
    [InlineData("/pass/", "text/html; charset=utf-8")]
    [InlineData("/pass?account=li-wei", "text/html; charset=utf-8")]
    [InlineData("/assets/app.js", "text/javascript; charset=utf-8")]
    [InlineData("/assets/fonts/a.woff2", "font/woff2")]
    [InlineData("/worker.js", "text/javascript; charset=utf-8")]
    public async Task Pages_and_assets_are_served_with_their_type(string path, string type)
    {
        var reply = await _app.GetAsync(path);
        Assert.Equal((200, type, "nosniff", "no-cache"), (reply.Status, reply.Headers["Content-Type"], reply.Headers["X-Content-Type-Options"], reply.Headers["Cache-Control"]));
        Assert.Equal(304, (await _app.GetAsync(path, null, ("If-None-Match", reply.Headers["ETag"]))).Status);
        Assert.Equal(200, (await _app.SendAsync(HttpMethod.Head, path)).Status);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/pass/nothing")]
    [InlineData("/not-found")]
    public async Task A_browser_gets_a_page_that_says_so(string path)
    {
        var reply = await _app.GetAsync(path, null, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        Assert.Equal((404, "text/html; charset=utf-8", "no-store"), (reply.Status, reply.Headers["Content-Type"], reply.Headers["Cache-Control"]));
        Assert.Contains("没有这个页面", reply.Text, StringComparison.Ordinal);
        Assert.Equal(SiteFiles.PagePolicy, reply.Headers["Content-Security-Policy"]);
        Assert.Equal(404, (await _app.GetAsync(path, null, ("Accept", "text/html"), ("If-None-Match", reply.Headers["ETag"]))).Status);
    }

    [Theory]
    [InlineData("/nothing", "application/json")]
    [InlineData("/nothing", "*/*")]
    [InlineData("/nothing", "text/html;q=0")]
    [InlineData("/api/v1/nothing", "text/html")]
    [InlineData("/assets/nothing.js", "text/html")]
    [InlineData("/.well-known/nothing", "text/html")]
    public async Task A_program_gets_problem_details(string path, string accept)
    {
        var reply = await _app.GetAsync(path, null, ("Accept", accept));
        Assert.Equal((404, "application/problem+json; charset=utf-8"), (reply.Status, reply.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Pages_may_load_only_from_here_and_answers_of_the_api_nothing()
    {
        Assert.Equal(SiteFiles.PagePolicy, (await _app.GetAsync("/pass")).Headers["Content-Security-Policy"]);
        Assert.StartsWith("default-src 'none'; frame-ancestors 'none'", (await _app.GetAsync("/api/v1/samples/1")).Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_worker_is_told_every_page_and_asset_and_changes_with_any_of_them()
    {
        var before = Worker();
        Assert.Equal(
            ["/", "/assets/app.js", "/assets/fonts/a.woff2", "/assets/hall/camera-worker.js", "/assets/large.js", "/assets/lib/small.js", "/not-found", "/pass"],
            before.GetProperty("files").EnumerateObject().Select(file => file.Name));
        Assert.Equal(before.GetRawText(), Worker().GetRawText());
        Write("wwwroot/assets/app.js", "// a newer app");
        var after = Worker();
        Assert.NotEqual(before.GetProperty("version").GetString(), after.GetProperty("version").GetString());
        Assert.NotEqual(Version(before, "/assets/app.js"), Version(after, "/assets/app.js"));
        Assert.Equal(Version(before, "/pass"), Version(after, "/pass"));
    }

    [Fact]
    public async Task What_the_worker_fetches_is_held_to_the_policy_of_pages() =>
        Assert.Equal(SiteFiles.PagePolicy, (await _app.GetAsync("/worker.js")).Headers["Content-Security-Policy"]);

    [Fact]
    public async Task Only_the_workers_that_read_pictures_may_run_webassembly()
    {
        Assert.Equal(SiteFiles.ReaderPolicy, (await _app.GetAsync("/assets/hall/camera-worker.js")).Headers["Content-Security-Policy"]);
        Assert.Equal(SiteFiles.ReaderPolicy, (await _app.GetAsync("/assets/lib/pdfjs-dist/legacy/build/pdf.worker.min.mjs")).Headers["Content-Security-Policy"]);
        Assert.Contains("wasm-unsafe-eval", SiteFiles.ReaderPolicy, StringComparison.Ordinal);
        foreach (var path in new[] { "/pass", "/worker.js", "/assets/app.js", "/assets/lib/small.js", "/assets/lib/large.wasm" })
        {
            Assert.DoesNotContain("wasm-unsafe-eval", (await _app.GetAsync(path)).Headers["Content-Security-Policy"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_worker_keeps_a_large_library_only_from_its_first_use_on()
    {
        var before = Worker();
        Assert.Equal(["/assets/lib/large.wasm"], before.GetProperty("later").EnumerateObject().Select(file => file.Name));
        Write("wwwroot/assets/lib/large.wasm", new string('y', 50_000));
        Assert.NotEqual(before.GetProperty("version").GetString(), Worker().GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/pass.html")]
    [InlineData("/index.html")]
    [InlineData("/assets")]
    [InlineData("/assets/")]
    [InlineData("/assets/notes.txt")]
    [InlineData("/assets/page.html")]
    [InlineData("/other.js")]
    [InlineData("/ASSETS/app.js")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/samples/1/more")]
    [InlineData("/api/v2/samples")]
    [InlineData("/%E4%BA%BA%E6%89%8D")]
    public async Task What_is_not_there_is_404_as_problem_details(string path)
    {
        var reply = await _app.GetAsync(path);
        Assert.Equal((404, RefusalCodes.NotFound, "application/problem+json; charset=utf-8"), (reply.Status, reply.Code, reply.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("/assets/../../secret.js")]
    [InlineData("/assets/..%2f..%2fsecret.js")]
    [InlineData("/assets/%2e%2e/%2e%2e/secret.js")]
    [InlineData("/assets/..%5c..%5csecret.js")]
    [InlineData("/assets/..\\..\\secret.js")]
    [InlineData("//assets//..//..//secret.js")]
    [InlineData("/assets/app.js%00.png")]
    [InlineData("/assets/app.js/")]
    [InlineData("/assets/%ff%fe")]
    [InlineData("/%zz")]
    [InlineData("/%")]
    [InlineData("/api/v1/samples/%00")]
    [InlineData("/api/v1/samples/%c0%ae")]
    [InlineData("/api/v1/samples/..%2f..%2f")]
    [InlineData("/api/v1/samples/\u0001")]
    [InlineData("/{*path}")]
    [InlineData("/api/v1/samples/{id}")]
    [InlineData("/?%00=%zz&&&===")]
    public async Task Tricks_with_paths_lead_nowhere(string target)
    {
        var status = (await _app.SendRawAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).Status;
        Assert.True(status is 400 or 404 || (status == 200 && (target.EndsWith("app.js/", StringComparison.Ordinal) || target.StartsWith("/?", StringComparison.Ordinal))), $"{status}");
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/samples", "GET, HEAD, POST")]
    [InlineData("POST", "/api/v1/samples/1", "GET, HEAD")]
    [InlineData("GET", "/api/v1/sample-desks/housing/act", "POST")]
    [InlineData("OPTIONS", "/api/v1/samples", "GET, HEAD, POST")]
    [InlineData("PUT", "/pass", "GET, HEAD")]
    [InlineData("BREW", "/pass", "GET, HEAD")]
    public async Task A_method_that_is_not_there_is_405_and_told_which_are(string method, string path, string allowed)
    {
        var reply = await _app.SendAsync(new HttpMethod(method), path);
        Assert.Equal((405, RefusalCodes.MethodNotAllowed, allowed), (reply.Status, reply.Code, reply.Headers["Allow"]));
    }

    [Fact]
    public async Task A_body_sent_to_nowhere_is_not_even_read()
    {
        using var body = new StringContent(new string('x', 300 * 1024), Encoding.UTF8, "text/plain");
        Assert.Equal(404, (await _app.SendAsync(HttpMethod.Post, "/api/v1/nothing", null, body)).Status);
    }

    [Theory]
    [InlineData("GET /api/v1/samples/1 HTTP/1.1\r\nHost: x\r\nX-Long: {40000}\r\n\r\n")]
    [InlineData("GET /{20000} HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /api/v1/samples/1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u00ff\u00fe\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /api/v1/samples/1 HTTP/1.1\r\nHost: x\r\nAccept-Language: \u00ff,;q=9\r\nIf-None-Match: \u0000\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /api/v1/sample-files HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\nshort")]
    [InlineData("POST /api/v1/sample-files HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n")]
    [InlineData("POST /api/v1/sample-files HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 99999999999999\r\n\r\n")]
    [InlineData("POST /api/v1/sample-files HTTP/1.1\r\nHost: x\r\nContent-Type: \u00e9;;==\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")]
    [InlineData("POST /api/v1/samples HTTP/1.1\r\nHost: x\r\nIdempotency-Key: \u4eba\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task Broken_http_is_refused_without_a_fault_of_ours(string request)
    {
        request = request.Replace("{40000}", new string('x', 40000), StringComparison.Ordinal).Replace("{20000}", new string('x', 20000), StringComparison.Ordinal);
        var status = (await _app.SendRawAsync(request, request.EndsWith("short", StringComparison.Ordinal) ? Ending.HangUp : Ending.Wait)).Status;
        Assert.True(status is 0 or (>= 200 and < 500), $"{status}");
    }

    // The value that the app has put into the script in place of the placeholder.
    private JsonElement Worker()
    {
        var script = Encoding.UTF8.GetString(new SiteFiles(Path.Combine(_root, "wwwroot")).Find("/worker.js")!.Bytes.Span);
        return JsonElement.Parse(script["const site = ".Length..^1]);
    }

    private static string? Version(JsonElement site, string path) => site.GetProperty("files").GetProperty(path).GetString();

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
