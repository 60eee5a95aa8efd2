namespace TalentPass.Core.Catalogue.Services;

/// <summary>A fault in a catalogue.</summary>
/// <param name="Pointer">The JSON pointer to the fault (RFC 6901); empty for the whole document.</param>
/// <param name="Code">A stable code, snake_case.</param>
/// <param name="Text">The fault in words, for the person who edits the catalogue.</param>
public sealed record CatalogueProblem(string Pointer, string Code, string Text);
