using LangSo.Server.Access;

namespace LangSo.Server.Pages.People;

/// <summary>Roles in an official's words.</summary>
internal static class RoleWords
{
    public static string Of(string role) => role switch
    {
        Roles.ProgrammeOfficer => "Cán bộ Văn phòng Điều phối",
        Roles.Leader => "Lãnh đạo",
        Roles.Broadcaster => "Người soạn bản tin",
        Roles.Approver => "Người duyệt bản tin",
        Roles.Technician => "Kỹ thuật viên",
        Roles.CommuneOfficer => "Công chức nông thôn mới xã",
        Roles.Verifier => "Người thẩm tra",
        Roles.Appraiser => "Người thẩm định",
        Roles.FrontOfficer => "Cán bộ Mặt trận",
        Roles.HamletHead => "Trưởng thôn, trưởng xóm",
        Roles.Administrator => "Quản trị",
        _ => role,
    };
}
