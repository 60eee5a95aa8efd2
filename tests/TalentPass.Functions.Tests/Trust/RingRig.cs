using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>The keys of one app instance, on real storage. A test creates several rigs to have several instances.</summary>
internal sealed class RingRig : IDisposable
{
    private readonly ServiceProvider _app;

    public RingRig(string connection, FakeTimeProvider time, string prefix, byte[]? masterKey = null, StorageFaults? faults = null)
    {
        Time = time;
        _app = AppServices.Build(connection, prefix, time, faults, masterKey);
    }

    public FakeTimeProvider Time { get; }

    public StorageClients Clients => _app.GetRequiredService<StorageClients>();

    public KeyForge Forge => _app.GetRequiredService<KeyForge>();

    public KeyRingStore Store => _app.GetRequiredService<KeyRingStore>();

    public PartnerStore Partners => _app.GetRequiredService<PartnerStore>();

    public RotateKeys Rotate => _app.GetRequiredService<RotateKeys>();

    public CityKeys Keys => _app.GetRequiredService<CityKeys>();

    public SessionKeys Sessions => _app.GetRequiredService<SessionKeys>();

    public Task CreateAsync() => StorageLayout.CreateAsync(Clients, TestContext.Current.CancellationToken);

    public void Dispose() => _app.Dispose();
}
