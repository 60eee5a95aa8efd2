using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// Somebody who can read and write every table but does not have the master key. Whatever they write, nobody may gain by it.
/// </summary>
/// <param name="connection">The storage account.</param>
internal sealed class Intruder(string connection)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads one row.</summary>
    public async Task<TableEntity> ReadAsync(string table, string partition, string row) =>
        (await Table(table).GetEntityAsync<TableEntity>(partition, row, cancellationToken: Cancel)).Value;

    /// <summary>Reads the rows of a partition whose keys begin with a prefix.</summary>
    public async Task<IReadOnlyList<TableEntity>> ListAsync(string table, string partition, string prefix = "")
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Table(table).QueryAsync<TableEntity>(each => each.PartitionKey == partition, cancellationToken: Cancel))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>Writes a row, whatever was there.</summary>
    public Task WriteAsync(string table, TableEntity row) => Table(table).UpsertEntityAsync(row, TableUpdateMode.Replace, Cancel);

    /// <summary>Copies a row to another key, and changes the copy.</summary>
    public Task CopyAsync(string table, TableEntity row, string partition, string key, Action<TableEntity>? change = null)
    {
        var copy = new TableEntity(row) { PartitionKey = partition, RowKey = key };
        change?.Invoke(copy);
        return WriteAsync(table, copy);
    }

    /// <summary>Changes a row where it is.</summary>
    public async Task EditAsync(string table, string partition, string key, Action<TableEntity> change)
    {
        var row = await ReadAsync(table, partition, key);
        change(row);
        await WriteAsync(table, row);
    }

    /// <summary>Deletes a row.</summary>
    public Task DeleteAsync(string table, string partition, string key) => Table(table).DeleteEntityAsync(partition, key, ETag.All, Cancel);

    /// <summary>Makes an office's token out of a genuine one, signed with a key of the intruder's own.</summary>
    /// <param name="genuine">A genuine token of anybody: its sealed name counts for its account alone.</param>
    /// <param name="kid">The name of the key.</param>
    /// <param name="key">The intruder's key pair.</param>
    /// <param name="now">The time now.</param>
    public static string Forge(string genuine, string kid, ECDsa key, DateTimeOffset now)
    {
        var token = new JsonWebToken(genuine);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = token.Issuer,
            Audience = token.Audiences.Single(),
            IssuedAt = now.UtcDateTime,
            Expires = now.AddHours(1).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = token.Subject,
                ["who"] = token.GetClaim("who").Value,
                ["roles"] = new[] { "office" },
            },
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = kid }, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>What the office's list of catalogue versions answers to a token.</summary>
    public static async Task<HttpStatusCode> OfficeAsync(TestApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/catalogue/versions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await app.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private TableClient Table(string name) => new(connection, name);
}
