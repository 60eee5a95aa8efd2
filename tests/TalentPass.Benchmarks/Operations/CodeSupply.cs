using Microsoft.Extensions.DependencyInjection;
using TalentPass.Benchmarks.Seeding;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Benchmarks.Operations;

/// <summary>Codes of seeded passes, minted with the city's own keys. A code can be scanned once, within a minute.</summary>
internal sealed class CodeSupply(IServiceProvider services)
{
    private const byte Tier = 3;
    private string[] _codes = [];
    private int _next = -1;

    /// <summary>Mints codes in advance, for each of the talents in turn.</summary>
    public async Task MintAsync(IReadOnlyList<SeededTalent> talents, int count)
    {
        var (view, now) = (await services.GetRequiredService<CityKeys>().CurrentAsync(default), TimeProvider.System.GetUtcNow());
        var (minter, key) = (new PassMinter(view.Cipher, RandomSource.System), view.Signer(RingUse.Minting, now));
        _codes = [.. Enumerable.Range(0, count).Select(n =>
            minter.Show(key, new PassSubject(new PassRef(talents[n % talents.Count].TalentId, 1).Origin, Tier, 0, now.AddYears(1)), now).Text)];
        _next = -1;
    }

    /// <summary>The next code; null when none is left.</summary>
    public string? Next() => _codes.ElementAtOrDefault(Interlocked.Increment(ref _next));
}
