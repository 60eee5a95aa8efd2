using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>A statement of the guide, in one language.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Tag">Whether a law says so, or the talent office has set it and it is still to be confirmed.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
public sealed record GuideFactView(string Text, FactTag Tag, string? Source);

/// <summary>What the service costs, in one language.</summary>
/// <param name="Free">Whether nothing is charged.</param>
/// <param name="Text">The rule.</param>
/// <param name="Tag">Whether a law says so, or the talent office has set it and it is still to be confirmed.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
/// <param name="Amounts">The amounts by kind; empty when the service is free.</param>
public sealed record FeeView(bool Free, string Text, FactTag Tag, string? Source, IReadOnlyList<FeeAmountView> Amounts);

/// <summary>One amount of a fee, in one language.</summary>
/// <param name="Title">For what it is charged.</param>
/// <param name="Yuan">The amount in yuan.</param>
public sealed record FeeAmountView(string Title, int Yuan);

/// <summary>What the service grants, in one language.</summary>
/// <param name="Title">For whom or for what.</param>
/// <param name="Text">The rule.</param>
/// <param name="Tag">Whether a law says so, or the talent office has set it and it is still to be confirmed.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
/// <param name="MostYuan">The highest amount in yuan; absent when the standard is no amount.</param>
public sealed record StandardView(string Title, string? Text, FactTag Tag, string? Source, int? MostYuan);

/// <summary>A law or document on which the service rests, in one language.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Article">The articles.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="Tag">Whether it is law, or a document that still has to be confirmed.</param>
public sealed record LegalBasisView(string Title, string? Article, string? Url, FactTag Tag);

/// <summary>Where to ask and complain, in one language. A member is null when the office has not filled it in.</summary>
/// <param name="Place">The address of the counter.</param>
/// <param name="Hours">Its hours.</param>
/// <param name="Telephone">The number for questions.</param>
/// <param name="ComplaintLine">The number for complaints.</param>
/// <param name="Setting">True while the office has not confirmed what stands here.</param>
public sealed record ContactView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Place,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Hours,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Telephone,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ComplaintLine,
    bool Setting);

/// <summary>Somebody who may file, in one language.</summary>
/// <param name="Who"><c>self</c>, <c>agent</c>, <c>employer</c>, <c>guardian</c> or <c>host</c>.</param>
/// <param name="Title">Who that is.</param>
/// <param name="Text">When and how.</param>
/// <param name="Tag">Whether a law says so, or the talent office has set it and it is still to be confirmed.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
public sealed record FilerView(string Who, string Title, string? Text, FactTag Tag, string? Source);

/// <summary>A condition of entitlement with what it rests on, in one language.</summary>
/// <param name="Text">The condition.</param>
/// <param name="Tag">Whether a law says so, or the talent office has set it; absent when the office has not filled it in.</param>
/// <param name="Source">The law with its article, or where a setting comes from.</param>
public sealed record GuideConditionView(string Text, FactTag? Tag, string? Source);

/// <summary>A form sample of a paper, in one language.</summary>
/// <param name="Text">The text of the sample.</param>
/// <param name="Url">Where it can be fetched.</param>
public sealed record MaterialSampleView(string? Text, string? Url);
