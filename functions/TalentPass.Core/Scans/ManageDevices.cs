using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>Registers, lists and removes scanners (核验设备).</summary>
public sealed class ManageDevices(DeviceStore devices, DeviceTokens tokens, RandomSource random, TimeProvider time)
{
    /// <summary>Registers a scanner. Only this answer contains its token.</summary>
    /// <param name="actor">The supervisor.</param>
    /// <param name="name">The name of the scanner for people, 1–64 characters.</param>
    /// <param name="place">The hall or gate of the scanner, 1–64 characters.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The scanner; <c>validation_failed</c>; <c>idempotency_key_reused</c>; <c>not_found</c> when the call is a repetition and
    /// the scanner was removed since.
    /// </returns>
    public async Task<Outcome<DeviceView>> RegisterAsync(
        Actor actor, string name, string place, IdempotentCall? idempotency, CancellationToken cancel)
    {
        if ((TextRules.Check(name, "/name", TextLimits.Place) ?? TextRules.Check(place, "/place", TextLimits.Place)) is { } wrong)
        {
            return wrong;
        }

        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var once = devices.Once(actor.Account, idempotency);
        if (await ReplayAsync(once, now, cancel) is { } replayed)
        {
            return replayed;
        }

        var device = new ScanDevice(random.Id(DeviceStore.IdCharacters), name.Trim(), place.Trim(), now, actor.Account, now + DeviceTokens.Life);
        return await devices.AddAsync(device, once, cancel) ? new Outcome<DeviceView>.Created(View(device, tokens.Of(device)))
            : await ReplayAsync(once, now, cancel)
                ?? throw new InvalidOperationException("An idempotency key that is there and is not.");
    }

    /// <summary>Lists the scanners in use. One storage call.</summary>
    public async Task<Outcome<Page<DeviceView>>> ListAsync(PageRequest page, CancellationToken cancel)
    {
        var found = await devices.ListAsync(page, cancel);
        return new Outcome<Page<DeviceView>>.Done(new Page<DeviceView>([.. found.Items.Select(each => View(each, null))], found.NextCursor));
    }

    /// <summary>
    /// Removes a scanner for good. After the answer, no scan of this scanner is accepted. <c>not_found</c> when there is no such
    /// scanner.
    /// </summary>
    public async Task<Outcome<Nothing>> RemoveAsync(Actor actor, string deviceId, CancellationToken cancel) =>
        deviceId.Length == DeviceStore.IdCharacters
        && Base32.TryDecode(deviceId, out var id)
        && await devices.RemoveAsync(Base32.Encode(id, DeviceStore.IdCharacters), actor.Account, time.GetUtcNow(), cancel)
            ? new Outcome<Nothing>.Done(Nothing.Value)
            : new Refusal(RefusalCodes.NotFound);

    private async Task<Outcome<DeviceView>?> ReplayAsync(Idempotency once, DateTimeOffset now, CancellationToken cancel) =>
        await once.MatchAsync(now, cancel) switch
        {
            IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
            IdempotencyMatch.Same same => await devices.FindAsync(same.Answer, cancel) is { } first
                ? new Outcome<DeviceView>.Created(View(first, tokens.Of(first)), Replayed: true)
                : new Refusal(RefusalCodes.NotFound),
            _ => null,
        };

    private static DeviceView View(ScanDevice device, string? token) => new(
        device.DeviceId,
        device.Name,
        device.Place,
        device.RegisteredAt,
        device.RegisteredBy,
        device.ExpiresAt,
        token);
}
