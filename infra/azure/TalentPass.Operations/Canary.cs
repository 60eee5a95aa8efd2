using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Operations;

/// <summary>
/// Checks a deployment from outside: it is ready, its calls reach their functions, it publishes keys that are valid now,
/// and a list it has signed verifies with these keys. The last check succeeds only if the master key opens the sealed key
/// ring.
/// </summary>
/// <param name="http">An HTTP client with the deployment's address.</param>
/// <param name="version">The version that must answer; null accepts any version.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Receives the progress.</param>
public sealed class Canary(HttpClient http, string? version, TimeProvider time, TextWriter say)
{
    private const string KeysPath = "/.well-known/talentpass/keys";
    private const string StatusPath = "/.well-known/talentpass/status/0";
    private const string SubmitPath = "/api/v1/requests";

    /// <summary>
    /// Repeats the checks every five seconds until all succeed or the patience is over. A new package takes a while to
    /// start.
    /// </summary>
    /// <exception cref="OperationException">A check still fails; the message says which.</exception>
    public async Task RunAsync(TimeSpan patience, CancellationToken cancel)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            try
            {
                await ProveAsync(cancel);
                return;
            }
            // Every exception counts as a failed check: while instances change, an answer may come from another server and
            // not be JSON.
            catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                var told = fault is OperationException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}";
                if (time.GetElapsedTime(begun) > patience)
                {
                    throw new OperationException(told);
                }

                say.WriteLine($"not yet: {told}");
                await Task.Delay(TimeSpan.FromSeconds(5), time, cancel);
            }
        }
    }

    private async Task ProveAsync(CancellationToken cancel)
    {
        var answers = ReadVersion(await GetAsync("/health/ready", cancel));
        if (version is not null && answers != version)
        {
            throw new OperationException($"{answers} answers, not {version}.");
        }

        say.WriteLine($"{answers} is ready");
        await ExpectSignInAsync(cancel);
        say.WriteLine("requests are taken from who is signed in");
        var keys = ReadKeys(await GetAsync(KeysPath, cancel));
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{keys.Count} keys are valid now"));
        var signed = await GetAsync(StatusPath, cancel);
        if (StatusListToken.Read(signed, out var kid) is not { } list)
        {
            throw new OperationException($"{StatusPath} is no signed status list.");
        }

        var named = kid.Length == Kid.Size ? Kid.Read(kid).ToString() : "no key";
        if (!keys.TryGetValue(named, out var key) || !StatusListToken.IsSignedBy(signed, key))
        {
            throw new OperationException($"{StatusPath} is signed by {named}, with none of the published keys.");
        }

        if (list.ExpiresAt <= time.GetUtcNow())
        {
            throw new OperationException($"{StatusPath} expired at {list.ExpiresAt:u}: nothing renews it.");
        }

        say.WriteLine($"what {named} signed verifies");
    }

    // Calls the function that takes requests, without changing anything: without a token it must answer 401, not 404 or 405.
    private async Task ExpectSignInAsync(CancellationToken cancel)
    {
        using var answer = await http.PostAsync(new Uri(SubmitPath, UriKind.Relative), null, cancel);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            throw new OperationException($"POST {SubmitPath} without a token answers {(int)answer.StatusCode}, not 401.");
        }
    }

    private Dictionary<string, VerificationKey> ReadKeys(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        var now = time.GetUtcNow();
        var keys = json.RootElement.GetProperty("keys").EnumerateArray().Select(Read)
            .Where(key => key.NotBefore <= now && now <= key.NotAfter).ToDictionary(key => key.Kid.ToString());
        return keys.Values.Any(key => key.Uses.HasFlag(KeyUses.Show))
            ? keys
            : throw new OperationException($"{KeysPath} has no key that signs codes now.");
    }

    private static string ReadVersion(byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        return json.RootElement.GetProperty("version").GetString() ?? "";
    }

    private static VerificationKey Read(JsonElement jwk)
    {
        if (!Kid.TryParse(jwk.GetProperty("kid").GetString(), out var kid))
        {
            throw new OperationException($"{KeysPath} has a key whose id is none.");
        }

        byte[] point = [4, .. Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()), .. Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString())];
        var uses = jwk.GetProperty("tp_use").EnumerateArray().Select(use => use.GetString()).Contains("S") ? KeyUses.Show : default;
        return new VerificationKey(kid, -7, point, Time(jwk, "nbf"), Time(jwk, "exp"), uses);
    }

    private static DateTimeOffset Time(JsonElement jwk, string name) => DateTimeOffset.FromUnixTimeSeconds(jwk.GetProperty(name).GetInt64());

    private async Task<byte[]> GetAsync(string path, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsByteArrayAsync(cancel)
            : throw new OperationException(
                $"{path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
    }
}
