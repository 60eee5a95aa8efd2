namespace TalentPass.Core.Catalogue.Services;

/// <summary>Something wrong with a catalogue.</summary>
/// <param name="Pointer">Where (RFC 6901); empty for the whole document.</param>
/// <param name="Code">A stable code, snake_case.</param>
/// <param name="Text">What, for the person who edits the catalogue.</param>
public sealed record CatalogueProblem(string Pointer, string Code, string Text);
