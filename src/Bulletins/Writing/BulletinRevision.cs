namespace LangSo.Bulletins;

/// <summary>What a bulletin said at one of its versions; one is kept each time that its author changed it.</summary>
/// <param name="Version">The bulletin's version that this was.</param>
/// <param name="At">UTC.</param>
/// <param name="ByName">Who saved it.</param>
internal sealed record BulletinRevision(BulletinId Bulletin, int Version, DateTime At, string ByName, string Title, string Text)
{
    public static BulletinRevision Of(Bulletin bulletin) => new(bulletin.Id, bulletin.Version, bulletin.Edited, bulletin.AuthorName, bulletin.Title, bulletin.Text);
}

/// <summary>What somebody remarked about a bulletin. Never changed.</summary>
/// <param name="At">UTC.</param>
internal sealed record BulletinComment(Guid Id, BulletinId Bulletin, string By, string ByName, DateTime At, string Text)
{
    /// <summary>Characters of a comment.</summary>
    public const int Limit = 1_000;
}
