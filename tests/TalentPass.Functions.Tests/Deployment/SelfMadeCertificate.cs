using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>A certificate for 127.0.0.1 that only this test trusts.</summary>
internal sealed class SelfMadeCertificate : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _certificate;

    public SelfMadeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string CertificateFile => Path.Combine(_folder.Path, "certificate.pem");

    public string KeyFile => Path.Combine(_folder.Path, "key.pem");

    /// <summary>The certificate that a test server presents.</summary>
    public X509Certificate2 Certificate => _certificate;

    /// <summary>Creates an HTTP transport that trusts this certificate and no other.</summary>
    public HttpClientTransport Transport()
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.Equals(_certificate);
        return new HttpClientTransport(new HttpClient(handler));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Dispose();
    }
}
