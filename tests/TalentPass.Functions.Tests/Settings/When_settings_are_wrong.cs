using Microsoft.Extensions.Options;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Settings;

public sealed class When_settings_are_wrong
{
    [Theory]
    [InlineData("TalentPassStorage", null, "Storage is not configured: set TalentPassStorage")]
    [InlineData("TalentPassStorage", "nonsense", "TalentPassStorage is not a connection string")]
    [InlineData("TalentPassStorage:namePrefix", "Upper", "TalentPassStorage:namePrefix may only hold")]
    [InlineData("KeyRing:Key", null, "No master key: set KeyRing:Key")]
    [InlineData("KeyRing:Key", "c2hvcnQ=", "KeyRing:Key must be 32 bytes in base64")]
    [InlineData("City:PublicUrl", null, "City:PublicUrl must be the https address")]
    [InlineData("City:PublicUrl", "http://rc.example", "City:PublicUrl must be the https address")]
    [InlineData("Demo:Accounts", "true", "Demo:Accounts is on in a production environment")]
    [InlineData("Oidc:Authority", "http://issuer.example", "Oidc:Authority must be an https address")]
    [InlineData("Oidc:Authority", "issuer", "Oidc:Authority must be an https address")]
    [InlineData("RateLimits:AccountPerMinute", "0", "RateLimits:AccountPerMinute must be at least 1")]
    [InlineData("RateLimits:CallsAtOnce", "0", "RateLimits:CallsAtOnce must be between 1 and 1000")]
    [InlineData("RateLimits:CallsAtOnce", "1001", "RateLimits:CallsAtOnce must be between 1 and 1000")]
    [InlineData("RateLimits:AccountPerMinute", "many", "Failed to convert configuration value 'many' at 'RateLimits:AccountPerMinute'")]
    [InlineData("Quotas:Files", "0", "Quotas:Files must be between 1 and 900")]
    [InlineData("Quotas:Files", "901", "Quotas:Files must be between 1 and 900")]
    [InlineData("Quotas:DraftBytes", "0", "Quotas:DraftBytes must be at least 1")]
    [InlineData("Quotas:OpenRequests", "-1", "Quotas:OpenRequests must be at least 1")]
    [InlineData("Session:AccessLifetime", "02:00:00", "Session:AccessLifetime must be between")]
    [InlineData("Demo:TokenLifetime", "30.00:00:00", "Demo:TokenLifetime must be between")]
    [InlineData("WeChat:AppId", "wx0", "WeChat:AppSecret is missing")]
    [InlineData("WeChat:AppSecret", "secret", "WeChat:AppId is missing")]
    [InlineData("WeChat:ApiUrl", "http://api.example", "WeChat:ApiUrl must be an https address")]
    [InlineData("WeChat:Templates:todo", "T1", "WeChat:Templates:progress is missing")]
    [InlineData("WeChat:Templates:news", "T1", "WeChat:Templates:news is none of progress, todo")]
    [InlineData("WeChat:MessageState", "live", "WeChat:MessageState is 'live'")]
    [InlineData("Email:From", "talent@city.example", "Email:Host is missing")]
    [InlineData("Email:Password", "secret", "Email:Host is missing")]
    [InlineData("Sms:Url", "https://sms.example", "Sms:Key is missing")]
    [InlineData("Sms:Key", "secret", "Sms:Url is missing")]
    [InlineData("Sms:Signature", "一二三四五六七八九十一二三四五六七八九十一", "Sms:Signature has at most 20")]
    public async Task The_app_does_not_start_and_says_which_and_what_to_do(string setting, string? value, string message)
    {
        var mistakes = await MistakesAsync((setting, value), ("Oidc:Audience", "talentpass"));
        Assert.StartsWith(message, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authority", "http://id.example", "SignIn:Providers:city:Authority must be an https address")]
    [InlineData("ClientId", "", "SignIn:Providers:city:ClientId is missing")]
    [InlineData("TitleEn", "", "SignIn:Providers:city:TitleEn is missing")]
    [InlineData("For", "everybody", "SignIn:Providers:city:For is 'everybody'")]
    [InlineData("Scopes", "profile", "SignIn:Providers:city:Scopes must name openid")]
    [InlineData("RoleNames:boss", "talent", "SignIn:Providers:city:RoleNames:boss is 'talent'")]
    [InlineData("DocumentKinds:10", "licence", "SignIn:Providers:city:DocumentKinds:10 is 'licence'")]
    [InlineData("For", "talent", "SignIn:Providers:city:DocumentKinds is empty")]
    public async Task A_provider_is_described_wholly(string setting, string value, string message)
    {
        (string, string?)[] provider =
        [
            ("Authority", "https://id.example"), ("ClientId", "talentpass"), ("TitleZh", "统一认证"), ("TitleEn", "City"), ("For", "staff"), ("RoleNames:office", "office"),
        ];
        var mistakes = await MistakesAsync([.. provider.Append((setting, value)).Select(each => ($"SignIn:Providers:city:{each.Item1}", each.Item2)), ("Oidc:Audience", "talentpass")]);
        Assert.StartsWith(message, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "mail.example:25", "Email:Host must be the name")]
    [InlineData("Port", "0", "Email:Port must be between")]
    [InlineData("Port", "65536", "Email:Port must be between")]
    [InlineData("From", "Talent Office", "Email:From must be the city's address")]
    [InlineData("From", "", "Email:From must be the city's address")]
    [InlineData("User", "talent", "Email:Password is missing")]
    [InlineData("Password", "secret", "Email:User is missing")]
    [InlineData("Security", "ssl", "Email:Security is 'ssl'")]
    [InlineData("Security", "none", "Email:Security is none in a production environment")]
    public async Task A_mail_server_is_described_wholly(string setting, string value, string message)
    {
        var mistakes = await MistakesAsync(
            ("Email:Host", "mail.example"), ("Email:From", "Talent Office <talent@city.example>"), ($"Email:{setting}", value), ("Oidc:Audience", "talentpass"));
        Assert.StartsWith(message, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Url", "http://sms.example", "Sms:Url must be an https address")]
    [InlineData("Url", "http://localhost:8080", "Sms:Url must be an https address")]
    [InlineData("Url", "sms", "Sms:Url must be an https address")]
    [InlineData("Key", "a key", "Sms:Key may only hold")]
    public async Task A_gateway_is_described_wholly(string setting, string value, string message)
    {
        var mistakes = await MistakesAsync(("Sms:Url", "https://sms.example"), ("Sms:Key", "secret"), ($"Sms:{setting}", value), ("Oidc:Audience", "talentpass"));
        Assert.StartsWith(message, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("City")]
    [InlineData("wechat")]
    [InlineData("demo")]
    [InlineData("a.b")]
    [InlineData("a-name-that-is-too-long-for-it")]
    public async Task A_providers_name_can_be_in_an_address(string name)
    {
        var mistakes = await MistakesAsync(($"SignIn:Providers:{name}:For", "staff"));
        Assert.Contains(mistakes, each => each.StartsWith($"SignIn:Providers:{name}: a provider's name has", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("talent")]
    [InlineData("device")]
    [InlineData("Office")]
    [InlineData("office hall")]
    public async Task An_issuers_role_stands_for_a_role_of_staff(string ours)
    {
        var mistakes = await MistakesAsync(("Oidc:Authority", "https://issuer.example"), ("Oidc:Audience", "talentpass"), ("Oidc:RoleNames:theirs", ours));
        Assert.Equal($"Oidc:RoleNames:theirs is '{ours}', which is none of hall, desk, supervisor, office, auditor.", Assert.Single(mistakes));
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once()
    {
        var mistakes = await MistakesAsync(("TalentPassStorage", null), ("KeyRing:Key", null), ("Oidc:Authority", "http://issuer.example"), ("Demo:Accounts", "true"));
        Assert.Equal(5, mistakes.Count);
    }

    private static async Task<IReadOnlyList<string>> MistakesAsync(params (string Setting, string? Value)[] settings)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => PipelineApp.StartAsync(builder =>
        {
            builder.Environment.EnvironmentName = "Production";
            foreach (var (setting, value) in settings)
            {
                builder.Configuration[setting] = value;
            }
        }));
        return [.. fault.Failures];
    }
}
