using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>What a phone needs to make codes offline.</summary>
/// <param name="Credential">The stored credential, base64url. It is the first part of an H code.</param>
/// <param name="IssuedAt">When the credential was made.</param>
/// <param name="ExpiresAt">When the credential and its codes expire. The phone asks for the next one earlier.</param>
public sealed record DeviceCredentialView(string Credential, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);

/// <summary>
/// Binds a phone's key to the caller's pass, and makes the credential for its offline codes. A pass has one active key: a new key
/// replaces the old one, whose index in the status lists becomes invalid. When the same key is bound again, it gets a new
/// credential.
/// </summary>
public sealed class BindDeviceKey(
    TalentsTable table,
    PassStore passes,
    RecentPasses recent,
    StatusBell bell,
    StatusIndexes indexes,
    CityKeys keys,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>How long a credential is valid when the phone keeps its key in software.</summary>
    public static readonly TimeSpan SoftwareLife = TimeSpan.FromHours(24);

    private const int MostReplaced = 8;

    /// <summary>Binds a key.</summary>
    /// <param name="actor">The talent.</param>
    /// <param name="publicKey">A P-256 point, compressed or uncompressed (33 or 65 bytes), base64url.</param>
    /// <param name="inHardware">
    /// Whether the phone keeps its key in a secure element. Then the credential is valid for 7 days, else for 24 hours.
    /// </param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The credential; <c>validation_failed</c>, <c>no_pass</c>, <c>not_allowed_in_state</c>, <c>status_expired</c>,
    /// <c>not_recognised</c>, <c>idempotency_key_reused</c>; <c>too_many_requests</c> when nine keys of the pass have credentials
    /// that are still valid, or when other calls changed the pass in every attempt.
    /// </returns>
    public async Task<Outcome<DeviceCredentialView>> RunAsync(
        Actor actor, string publicKey, bool inHardware, IdempotentCall? idempotency, CancellationToken cancel)
    {
        if (Read(publicKey) is not { } point)
        {
            return Refusal.Invalid("/publicKey", ValidationCodes.InvalidFormat);
        }

        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NoPass);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var view = await keys.CurrentAsync(cancel);
        var once = Idempotency.Of(table, talentId, idempotency);
        return await Contest.RunAsync<DeviceCredentialView>(async () =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
            switch (await once.MatchAsync(now, cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                // Gives the first answer again, even if the pass has changed since. If the pass was revoked, the status list
                // says so.
                case IdempotencyMatch.Same { Answer: var first }:
                    return new Outcome<DeviceCredentialView>.Created(JsonSerializer.Deserialize(first, BoundJson.Stored.DeviceCredentialView)!, Replayed: true);
            }

            var pass = await passes.FindNewestAsync(talentId, cancel);
            if (Refused(pass, now) is { } refusal)
            {
                return refusal;
            }

            var subject = PassSubjects.Of(pass!, catalogue, now);
            var life = inHardware ? PassProfile.Holder.MaxLife() : SoftwareLife;
            var until = now + life < subject.ValidTo ? now + life : subject.ValidTo;
            if (await BindAsync(pass!, HashOf(point), now, until, cancel) is not { } devices)
            {
                return new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = SoftwareLife };
            }

            var credential = new PassMinter(view.Cipher, random)
                .Credential(view.Signer(RingUse.Issuing, now), subject, devices[^1].StatusIndex, point, now, life);
            var answer = new DeviceCredentialView(Base64Url.EncodeToString(credential), LegalDay.In(now), LegalDay.In(until));
            var transaction = once.Remember(
                Compose(pass!, devices, actor, now), JsonSerializer.Serialize(answer, BoundJson.Stored.DeviceCredentialView), now);

            // The note for the status lists is written before the row changes (see StatusBell).
            await bell.RingAsync(pass!.Ref, cancel);
            if (await table.CommitAsync(transaction, cancel) is not Commit.Written)
            {
                return null;
            }

            recent.Forget(talentId);
            return new Outcome<DeviceCredentialView>.Created(answer);
        });
    }

    private static Refusal? Refused(Pass? pass, DateTimeOffset now) => pass switch
    {
        null => new Refusal(RefusalCodes.NoPass),
        { State: not PassState.Active } => PassRefusals.NotInUse(pass.State),
        _ => pass.At(now).Refusal,
    };

    private async Task<BoundDevice[]?> BindAsync(Pass pass, string hash, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        if (pass.ActiveDevice is { } active && active.KeyHash == hash)
        {
            return [.. pass.Devices.SkipLast(1), active with { Until = until > active.Until ? until : active.Until }];
        }

        // A replaced key stays in the row, and its index stays invalid, as long as one of its credentials could still be shown.
        var living = pass.Devices.Where(each => each.Until >= now).ToArray();
        return living.Length > MostReplaced ? null : [.. living, new BoundDevice(await indexes.NextAsync(cancel), hash, until)];
    }

    private Transaction Compose(Pass pass, IEnumerable<BoundDevice> devices, Actor actor, DateTimeOffset now)
    {
        var shard = Shard.Of(pass.Ref.TalentId);
        return new Transaction(shard, OperationId.New(random))
            .Add(Feed.Row(shard, now, $"{pass.Ref.Id}-{random.Id(6)}", 1, "pass.device-key", actor, pass.Ref.TalentId))
            .Merge(passes.DevicesChange(pass, devices), pass.Version);
    }

    private static byte[]? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Es256.PublicKeySize];
        if (text.Length > 88 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return null;
        }

        using var key = written == CompressedPoint.Size ? Es256.ImportCompressed(bytes[..written]) : Es256.Import(bytes[..written]);
        return key is null ? null : CompressedPoint.Compress(key.ExportParameters(includePrivateParameters: false).Q);
    }

    private static string HashOf(byte[] point) => Convert.ToHexStringLower(SHA256.HashData(point).AsSpan(0, 8));
}

[JsonSerializable(typeof(DeviceCredentialView))]
internal sealed partial class BoundJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static BoundJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
