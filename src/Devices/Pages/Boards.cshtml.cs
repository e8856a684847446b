using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;

namespace LangSo.Devices.Pages;

/// <summary>Public boards: how each stands.</summary>
[Authorize(Policy = Rights.SeeDevices)]
public sealed class BoardsModel(DeviceDesk desk, Gazetteers gazetteers, TimeProvider clock) : DeviceListPage(desk, gazetteers, clock, DeviceKind.Board);
