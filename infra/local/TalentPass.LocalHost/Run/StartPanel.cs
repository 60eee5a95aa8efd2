using System.Net;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalentPass.LocalHost.Run;

/// <summary>The panel that a person sees when the app runs: its addresses, the demo accounts, and a pass to scan.</summary>
internal sealed class StartPanel(AppClient app, IAnsiConsole console)
{
    private const string Talent = "li-wei";

    // The border and padding of the panel, in columns.
    private const int Frame = 4;

    private static readonly (string Path, string Text)[] Pages =
    [
        ("/", "从这里开始 Start here"),
        ("/pass", "人才码 The talent's phone"),
        ("/hall", "大厅扫码 The service hall"),
        ("/desk", "部门经办 A department's desk"),
        ("/insights", "人才大脑 The overview"),
        ("/docs", "接口文档 The API, to browse"),
        ("/openapi/v1.json", "OpenAPI 3.1"),
        ("/health/ready", "就绪检查 Readiness"),
    ];

    /// <summary>Shows the panel.</summary>
    /// <param name="dataFolder">The folder of the data.</param>
    /// <param name="cancellation">Cancels the calls to the app.</param>
    public async Task ShowAsync(string dataFolder, CancellationToken cancellation)
    {
        var parts = new List<IRenderable>
        {
            new Text("本地开发运行，不是 Azure 环境 A local development run, not the Azure host.", new Style(Color.Grey)),
            await AddressesAsync(cancellation),
        };
        if (await AccountsAsync(cancellation) is { } accounts)
            parts.Add(accounts);
        if (await PassAsync(cancellation) is { } pass)
            parts.AddRange(pass);
        parts.Add(new Text($"数据 Data: {dataFolder}   停止 Stop: Ctrl-C", new Style(Color.Grey)));
        console.Write(new Panel(new Rows(parts)) { Header = new PanelHeader("TalentPass 人才一码通"), Border = BoxBorder.Rounded, Expand = false });
    }

    private async Task<IRenderable> AddressesAsync(CancellationToken cancellation)
    {
        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (path, text) in Pages)
        {
            // Shows only pages that this build has.
            if ((await app.GetAsync(path, null, cancellation)).Status != HttpStatusCode.NotFound)
                grid.AddRow(new Text(new Uri(app.Address, path).ToString(), new Style(Color.Aqua)), new Text(text));
        }
        return grid;
    }

    private async Task<IRenderable?> AccountsAsync(CancellationToken cancellation)
    {
        var answer = await app.GetAsync("/api/v1/sign-in/demo", null, cancellation);
        if (answer.Status != HttpStatusCode.OK)
            return null;
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("演示账号 Demo accounts") };
        table.AddColumns("account", "name", "roles", "department");
        foreach (var account in answer.Items().OfType<JsonObject>())
        {
            var roles = (account["roles"] as JsonArray ?? []).Select(role => role?.ToString());
            table.AddRow(
                Cell(account["account"]), Cell(account["displayName"]), new Text(string.Join(", ", roles)), Cell(account["department"]));
        }
        return table;
    }

    private async Task<IRenderable[]?> PassAsync(CancellationToken cancellation)
    {
        var signIn = await app.PostAsync("/api/v1/sign-in/demo", null, new JsonObject { ["account"] = Talent }, cancellation);
        if (signIn["token"] is not { } token)
            return null;
        await app.PostAsync("/api/v1/passes", token, new JsonObject(), cancellation);
        var code = await app.GetAsync("/api/v1/passes/current/code", token, cancellation);
        if (code["code"] is not { } text)
            return null;
        var caption = new Text($"{Talent} 的人才码 The pass of {Talent}, good until {code["expiresAt"]}; a fresh one is at {new Uri(app.Address, "/pass")}");
        var picture = TerminalQr.Draw(text, console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors, out var width);
        return width + Frame <= console.Profile.Width
            ? [caption, picture]
            : [caption, new Text($"终端不足 {width + Frame} 列，未显示 The terminal has fewer than {width + Frame} columns, so it is not drawn.")];
    }

    private static Text Cell(JsonNode? value) => new(value?.ToString() ?? "");
}
