using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>What a statement of the guide (办事指南) rests on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactTag>))]
public enum FactTag
{
    /// <summary>A law or regulation says so; the statement names the article.</summary>
    [JsonStringEnumMemberName("law")]
    Law,

    /// <summary>The talent office has set it, and it still has to be confirmed (人才办设定). It is never shown as law.</summary>
    [JsonStringEnumMemberName("setting")]
    Setting,
}

/// <summary>A statement of the guide.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Tag">What it rests on.</param>
/// <param name="Source">The law with its article, or where a setting comes from. A statement of law has one.</param>
public sealed record GuideFact(Bilingual Text, FactTag Tag, Bilingual? Source = null);

/// <summary>What the service costs (收费). A licence is free unless a law or administrative regulation says otherwise (许可法 58).</summary>
/// <param name="Free">Whether nothing is charged.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Tag">What it rests on.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
/// <param name="Amounts">The amounts by kind; null when the service is free.</param>
public sealed record ServiceFee(
    bool Free, Bilingual Text, FactTag Tag, Bilingual? Source = null, IReadOnlyList<FeeAmount>? Amounts = null);

/// <summary>One amount of a fee.</summary>
/// <param name="Title">For what it is charged.</param>
/// <param name="Yuan">The amount in yuan.</param>
public sealed record FeeAmount(Bilingual Title, int Yuan);

/// <summary>What the service grants (补贴标准、待遇标准).</summary>
/// <param name="Title">For whom or for what.</param>
/// <param name="Tag">What it rests on.</param>
/// <param name="Text">The rule in words; null when the amount says everything.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
/// <param name="MostYuan">The highest amount in yuan; null when the standard is no amount.</param>
public sealed record ServiceStandard(Bilingual Title, FactTag Tag, Bilingual? Text = null, Bilingual? Source = null, int? MostYuan = null);

/// <summary>A law, regulation or document on which the service rests (办事依据).</summary>
/// <param name="Title">Its name.</param>
/// <param name="Tag">Whether it is law, or a document that still has to be confirmed.</param>
/// <param name="Article">The articles. A law has them.</param>
/// <param name="Url">Where it can be read, <c>https</c>.</param>
public sealed record LegalBasis(Bilingual Title, FactTag Tag, Bilingual? Article = null, string? Url = null);

/// <summary>
/// Where to ask and complain (咨询投诉). What the office has not filled in is null, and people are told to ask at the office.
/// </summary>
/// <param name="Place">The address of the counter.</param>
/// <param name="Hours">Its hours.</param>
/// <param name="Telephone">The number for questions.</param>
/// <param name="ComplaintLine">The number for complaints.</param>
/// <param name="Setting">True while the office has not confirmed what stands here.</param>
public sealed record ServiceContact(
    Bilingual? Place = null, Bilingual? Hours = null, string? Telephone = null, string? ComplaintLine = null, bool Setting = false)
{
    /// <summary>Whether nothing is filled in.</summary>
    [JsonIgnore]
    public bool IsEmpty => this is { Place: null, Hours: null, Telephone: null, ComplaintLine: null };
}

/// <summary>Somebody who may file (申请人、代办人).</summary>
/// <param name="Who">One of <see cref="Known"/>.</param>
/// <param name="Tag">What it rests on.</param>
/// <param name="Text">When and how; null when there is nothing to add.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
public sealed record ServiceFiler(string Who, FactTag Tag, Bilingual? Text = null, Bilingual? Source = null)
{
    /// <summary>
    /// All kinds: the applicant, an agent (代理人), the employer or its agent, a guardian (监护人), and whoever puts the person up
    /// or invites the person (留宿人、邀请人).
    /// </summary>
    public static IReadOnlyList<string> Known { get; } = ["self", "agent", "employer", "guardian", "host"];
}

/// <summary>A form sample of a paper (示范文本).</summary>
/// <param name="Text">The text of the sample; null when there is only a link.</param>
/// <param name="Url">Where it can be fetched, <c>https</c>.</param>
public sealed record MaterialSample(Bilingual? Text = null, string? Url = null);
