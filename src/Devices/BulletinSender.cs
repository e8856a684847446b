using LangSo.Airtime;
using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;

namespace LangSo.Devices;

/// <summary>Turns approved bulletins into orders.</summary>
internal sealed class BulletinSender(IOrderDesk desk) : IBulletinSender
{
    public Task<Outcome<SentOrder>> SignAsync(StoreContext db, Ledger.Recorder acts, Dispatch dispatch, CancellationToken cancel) => desk.SignAsync(
        db, acts,
        new OrderDraft(
            dispatch.Bulletin.ToString(), dispatch.Title, dispatch.Area, dispatch.Class, dispatch.PlayAt, dispatch.Expires,
            dispatch.Sound is { } sound ? new OrderMedia(sound.Sha256, sound.Bytes, sound.DurationMs, "audio/ogg; codecs=opus") : null,
            new OrderCard(dispatch.Card.Headline, dispatch.Card.Facts, dispatch.Card.Source), dispatch.ApprovedBy),
        cancel);

    public Task<IReadOnlyList<SentOrder>> WithdrawAsync(StoreContext db, Ledger.Recorder acts, BulletinId bulletin, string by, CancellationToken cancel) =>
        desk.WithdrawAsync(db, acts, bulletin.ToString(), by, cancel);

    public Task PublishAsync(SentOrder order, CancellationToken cancel) => desk.PublishAsync(order, cancel);
}
