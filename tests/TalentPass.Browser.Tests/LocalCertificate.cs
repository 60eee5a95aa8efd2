using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TalentPass.Browser.Tests;

/// <summary>A certificate of this machine for one day, so that tests can use https as in production.</summary>
internal sealed class LocalCertificate : IDisposable
{
    public LocalCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Pem = made.ExportCertificatePem();
        KeyPem = key.ExportPkcs8PrivateKeyPem();
        Value = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public X509Certificate2 Value { get; }

    public string Pem { get; }

    public string KeyPem { get; }

    public void Dispose() => Value.Dispose();
}
