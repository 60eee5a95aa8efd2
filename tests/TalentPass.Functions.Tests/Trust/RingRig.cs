using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>One instance's keys on real storage; several of these are several instances.</summary>
internal sealed class RingRig : IDisposable
{
    public RingRig(string connection, FakeTimeProvider time, string prefix, byte[]? masterKey = null, StorageFaults? faults = null)
    {
        Time = time;
        var options = new StorageOptions
        {
            ConnectionString = connection,
            NamePrefix = prefix,
            Faults = faults,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        Clients = new StorageClients(options);
        var random = RandomSource.System;
        Forge = new KeyForge(new KeySealing([new MasterKey(masterKey ?? new byte[MasterKey.Length])], random), random);
        Store = new KeyRingStore(Clients, random);
        Partners = new PartnerStore(Clients, random, NullLogger<PartnerStore>.Instance);
        Rotate = new RotateKeys(Store, Forge, time, NullLogger<RotateKeys>.Instance);
        Keys = new CityKeys(HomeCity.Ningbo, Store, Partners, Rotate, Forge, time, NullLogger<CityKeys>.Instance);
        Sessions = new SessionKeys(Keys, time);
    }

    public FakeTimeProvider Time { get; }

    public StorageClients Clients { get; }

    public KeyForge Forge { get; }

    public KeyRingStore Store { get; }

    public PartnerStore Partners { get; }

    public RotateKeys Rotate { get; }

    public CityKeys Keys { get; }

    public SessionKeys Sessions { get; }

    public Task CreateAsync() => StorageLayout.CreateAsync(Clients, TestContext.Current.CancellationToken);

    public void Dispose() => Keys.Dispose();
}
