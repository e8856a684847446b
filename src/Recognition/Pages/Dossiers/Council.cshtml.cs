using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Recognition.Pages.Dossiers;

/// <summary>A meeting of the council: its members, their votes, the count.</summary>
[Authorize(Policy = Rights.SeeDossiers)]
public sealed class CouncilModel(DossierDesk desk, DossierLists lists, DossierGround ground) : DossierPage(desk, lists, ground)
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

    /// <summary>Votes or counts.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, ActForm form, CancellationToken cancel) => DoAsync(id, form, form.Read(_ground.Bare().Today), "/council", cancel);

    /// <summary>Opens the meeting with those who are named.</summary>
    public Task<IActionResult> OnPostConveneAsync(Guid id, ActForm form, string[] member, string[] account, string[] role, CancellationToken cancel)
    {
        var members = member.Zip(account, role).Where(m => !string.IsNullOrWhiteSpace(m.First) || !string.IsNullOrWhiteSpace(m.Second))
            .Select(m => new Member(m.Second ?? "", m.First ?? "", Enum.TryParse<CouncilRole>(m.Third, out var parsed) ? parsed : CouncilRole.Member)).ToList();
        Outcome<Deed> deed = VnTime.ParseDay(form.Date) is { } day ? new Convening(day, members) : VnTime.NoSuchDay("date", form.Date);
        return DoAsync(id, form, deed, "/council", cancel);
    }
}
