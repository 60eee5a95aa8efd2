using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Trust;

/// <summary>Public data to verify passes without a call to this app: keys, trust list, status lists, partner cities.</summary>
public sealed class TrustTriggers(Pipeline<TrustTriggers> pipeline, ReadLists read, PublishTrustList trust)
{
    private static readonly TimeSpan _keys = TimeSpan.FromMinutes(5);

    /// <summary>Returns the city's verification keys.</summary>
    [Function("GetKeys")]
    [Operation("trust", "本市验签公钥（JWK Set）", "The city's verification keys as a JWK set", Anonymous = true, Personal = false,
        Answer = typeof(FileAnswer), Produces = ["application/jwk-set+json"])]
    public Task<IResult> Keys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/keys")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<FileAnswer>(http, async _ => new Outcome<FileAnswer>.Done(File(await read.KeysAsync(cancel), "application/jwk-set+json", _keys)), cancel);

    /// <summary>Returns the signed trust list: all that an offline verifier needs to trust.</summary>
    [Function("GetTrustList")]
    [Operation("trust", "信任列表", "The signed trust list: keys, partner cities, where the status lists are", Anonymous = true, Personal = false,
        Answer = typeof(FileAnswer), Produces = [TrustListCodec.ContentType])]
    public Task<IResult> Trust(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/trust")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<FileAnswer>(http, async _ => new Outcome<FileAnswer>.Done(
            File(await trust.CurrentAsync(cancel), TrustListCodec.ContentType, PublishTrustList.Kept)), cancel);

    /// <summary>Returns the root keys, which sign the trust list. An offline verifier is installed with them.</summary>
    [Function("GetRootKeys")]
    [Operation("trust", "根公钥（JWK Set）", "The keys that sign the trust list, as a JWK set", Anonymous = true, Personal = false,
        Answer = typeof(FileAnswer), Produces = ["application/jwk-set+json"])]
    public Task<IResult> Root(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/root")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<FileAnswer>(http, async _ => new Outcome<FileAnswer>.Done(File(await trust.RootAsync(cancel), "application/jwk-set+json", _keys)), cancel);

    /// <summary>Returns a status list: which passes are revoked or suspended.</summary>
    [Function("GetStatusList")]
    [Operation("trust", "状态列表（吊销、冻结）", "A status list: what is revoked or suspended", Anonymous = true, Personal = false,
        Answer = typeof(FileAnswer), Produces = [StatusListToken.MediaType], Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/status/{list}")] HttpRequest http, string list, CancellationToken cancel) =>
        pipeline.RunAsync<FileAnswer>(
            http, async _ => (await read.StatusAsync(list, cancel)).Map(found => File(found, StatusListToken.MediaType, ReadLists.Kept)), cancel);

    /// <summary>Lists the addresses of the status lists.</summary>
    [Function("ListStatusLists")]
    [Operation("trust", "状态列表目录", "The addresses of the status lists", Anonymous = true, Personal = false, Answer = typeof(StatusListsView), MaxAgeSeconds = 10)]
    public Task<IResult> StatusLists(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/status-lists")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => read.StatusListsAsync(cancel), cancel);

    /// <summary>Lists the partner cities.</summary>
    [Function("ListPartners")]
    [Operation("trust", "互认城市", "The partner cities", Anonymous = true, Personal = false, Answer = typeof(Page<PartnerView>), MaxAgeSeconds = 60)]
    public Task<IResult> Partners(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/talentpass/partners")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.PartnersAsync(call.English, cancel), cancel);

    private static FileAnswer File(SignedList list, string contentType, TimeSpan maxAge) => new(list.Bytes, contentType) { ETag = list.ETag, MaxAge = maxAge };
}

[JsonSerializable(typeof(Page<PartnerView>))]
[JsonSerializable(typeof(StatusListsView))]
internal sealed partial class TrustWireJson : JsonSerializerContext;
