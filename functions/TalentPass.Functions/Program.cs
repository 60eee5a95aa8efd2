Console.WriteLine("TalentPass");
