using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>A meeting of the council: its members, their votes, the count.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
[RequestSizeLimit(Largest), RequestFormLimits(MultipartBodyLengthLimit = Largest)]
public sealed class CouncilModel(DossierDesk desk, DossierLists lists, DossierGround ground, DossierPapers papers) : DossierPage(desk, lists, ground)
{
    /// <summary>Places on the form.</summary>
    public const int Places = 11;

    private readonly DossierGround _ground = ground;

    /// <summary>The council's rule.</summary>
    public VoteRule? Rule => Template.Vote;

    /// <summary>The member that looks, by place, or -1.</summary>
    public int MyPlace => Dossier.Meeting is { } meeting ? meeting.Members.ToList().FindIndex(m => string.Equals(m.User, User.UserName(), StringComparison.OrdinalIgnoreCase)) : -1;

    /// <summary>True for the meeting's secretary.</summary>
    public bool IsSecretary => MyPlace >= 0 && Dossier.Meeting!.Members[MyPlace].Role == CouncilRole.Secretary;

    /// <summary>True for who may count: the chair or the secretary.</summary>
    public bool MayClose => MyPlace >= 0 && Dossier.Meeting!.Members[MyPlace].Role is CouncilRole.Chair or CouncilRole.Secretary;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ?? Page();

    /// <summary>The minutes that were signed, newest last.</summary>
    public IEnumerable<DossierDocument> SignedMinutes => Dossier.Documents.Where(d => d.Kind == Attaching.SignedMinutes);

    /// <summary>True for who may add them now.</summary>
    public bool MaySignMinutes => May(new Attaching(Attaching.SignedMinutes, "1", Now.Today, ""));

    /// <summary>Of one file, megabytes.</summary>
    public long MostMegabytes => papers.MostMegabytes;

    /// <summary>Votes, counts or adds the signed minutes.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, ActForm form, IFormFile? file, CancellationToken cancel) =>
        await DoAsync(id, form, await WithFileAsync(id, form.Read(_ground.Bare().Today), file, papers, cancel), "/council", cancel);

    /// <summary>Opens the meeting with those who are named.</summary>
    public Task<IActionResult> OnPostConveneAsync(Guid id, ActForm form, string[] member, string[] account, string[] role, CancellationToken cancel)
    {
        var members = member.Zip(account, role).Where(m => !string.IsNullOrWhiteSpace(m.First) || !string.IsNullOrWhiteSpace(m.Second))
            .Select(m => new Member(m.Second ?? "", m.First ?? "", Enum.TryParse<CouncilRole>(m.Third, out var parsed) ? parsed : CouncilRole.Member)).ToList();
        Outcome<Deed> deed = VnTime.ParseDay(form.Date) is { } day ? new Convening(day, members) : VnTime.NoSuchDay("date", form.Date);
        return DoAsync(id, form, deed, "/council", cancel);
    }
}
